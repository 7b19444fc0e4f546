"""The screens of the tree: a list with a search, a unit with what is below it, and a form with a preview for each deed.

Whatever is out of the viewer's reach is not found. Nothing is ever deleted: a unit that ends keeps its history, and
its address leads to what it has become.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django_stubs_ext import StrOrPromise
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from lms.members.requests import MemberRequest
from lms.reorganising.admin import unit_lists
from lms.reorganising.admin.forms import AddForm, DeedForm, DissolveForm, MergeForm, MoveForm, RenameForm, SplitForm
from lms.reorganising.carrying_out import PlanChangedError, carry_out
from lms.reorganising.descriptions import describe
from lms.reorganising.planning import planned
from lms.reorganising.plans import Plan
from lms.reorganising.reach import Reach, reach
from lms.units.models import Unit, UnitQuerySet

PAGE = 50
ICON = "list-ul"
keepers_only = permission_required("units.change_unit")
DEEDS: dict[str, tuple[type[DeedForm], StrOrPromise]] = {
    "them": (AddForm, gettext_lazy("Add a unit below it")),
    "doi-ten": (RenameForm, gettext_lazy("Rename")),
    "chuyen": (MoveForm, gettext_lazy("Move")),
    "gop": (MergeForm, gettext_lazy("Merge")),
    "tach": (SplitForm, gettext_lazy("Split")),
    "giai-the": (DissolveForm, gettext_lazy("Dissolve")),
}


class UnitIndex(generic.IndexView):
    any_permission_required = ["change"]
    default_ordering = "path"
    show_export_buttons = False
    page_title = gettext_lazy("Units")

    def get_base_queryset(self) -> UnitQuerySet:
        return unit_lists.listed(reach(self.request.user))

    def search_queryset(self, queryset: UnitQuerySet) -> UnitQuerySet:
        return queryset.named(self.search_query) if self.is_searching else queryset


class UnitViewSet(ModelViewSet):
    """Only the list is Wagtail's own; a tree is not changed by editing a row."""

    model = Unit
    name = "units"
    url_prefix = "don-vi"
    icon = ICON
    menu_label = gettext_lazy("Units")
    menu_order = 260
    add_to_admin_menu = True
    copy_view_enabled = inspect_view_enabled = False
    index_view_class = UnitIndex
    form_fields = ["name"]
    list_per_page = PAGE
    search_fields = ["search_key"]
    search_backend_name = None
    list_display = [
        TitleColumn("name", label=gettext_lazy("Name"), get_url=lambda unit: address(unit)),
        Column("above", label=gettext_lazy("Unit above")),
        Column("level", label=gettext_lazy("Level"), accessor="get_level_display"),
        Column("code", label=gettext_lazy("Code")),
    ]

    def get_index_view_kwargs(self, **kwargs) -> dict:
        none = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name"))
        return super().get_index_view_kwargs(**kwargs) | none

    def register_admin_url_finder(self) -> None:
        """There is no row to edit."""

    def get_urlpatterns(self) -> list:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("ma/<slug:code>/", keepers_only(show), name="open"),
            path("ma/<slug:code>/<slug:deed>/", keepers_only(change), name="change"),
        ]


def address(unit: Unit) -> str:
    return reverse("units:open", args=[unit.code])


@never_cache
def show(request: HttpRequest, code: str) -> HttpResponse:
    """A unit and those one level down."""
    within = reach(request.user)
    unit = _unit(code, within)
    if unit.has_ended:
        return _to_heir(request, unit, within)
    place = unit_lists.place(unit, within)
    page = Paginator(place.below, PAGE).get_page(request.GET.get("p"))
    deeds = [(deed, label) for deed, (_form, label) in DEEDS.items() if _may(deed, unit, place.may_change)]
    context = {"place": place, "unit": unit, "page": page, "deeds": deeds}
    return _render(request, "unit", unit, unit.name, context)


def _unit(code: str, within: Reach) -> Unit:
    """Also one that has ended, which may lie outside by now if what it became lies within."""
    unit = get_object_or_404(Unit, code=code)
    if within.units().filter(pk__in=[unit.pk, *(heir.pk for heir in unit.heirs())]).exists():
        return unit
    raise Http404


def _to_heir(request: HttpRequest, unit: Unit, within: Reach) -> HttpResponse:
    """To the unit above where nothing took its place."""
    became = unit.heirs()
    nearest = [became_of for became_of in [unit.nearest_above()] if became_of]
    heirs = [heir for heir in became or nearest if within.units().filter(pk=heir.pk).exists()]
    if not heirs:
        raise Http404
    said = _("“%(unit)s” ended on %(day)s; it has become: %(heirs)s.")
    if not became:
        said = _("“%(unit)s” was dissolved on %(day)s. The unit above it was: %(heirs)s.")
    values = {"unit": unit, "day": f"{unit.valid_until:%d/%m/%Y}", "heirs": ", ".join(h.name for h in heirs)}
    messages.info(request, said % values)
    return redirect(address(heirs[0]))


def _may(deed: str, unit: Unit, may_change: bool) -> bool:
    if deed == "them":
        return unit.level != Unit.Level.GROUP
    return may_change and not (deed in ("chuyen", "gop", "tach", "giai-the") and unit.is_root())


@never_cache
def change(request: MemberRequest, code: str, deed: str) -> HttpResponse:
    """One deed: its form; then what would happen; then, confirmed, it happens."""
    within = reach(request.user)
    unit: Unit = get_object_or_404(within.units().current(), code=code)
    if deed not in DEEDS or not _may(deed, unit, within.own().filter(pk=unit.pk).exists()):
        raise Http404
    made, title = DEEDS[deed]
    form = made(request.POST or None, unit=unit, reach=within, viewer=request.user)
    asked = request.method == "POST" and "back" not in request.POST and form.is_valid()
    look = _look(request, form, within) if asked else Look()
    if look.plan and look.done:
        return _done(request, unit, look.plan)
    sections = describe(look.plan, request.user) if look.plan else []
    context = {"unit": unit, "form": form, "plan": look.plan, "sections": sections, "changed": look.changed}
    return _render(request, "change", unit, f"{title}: {unit.name}", context, 422 if form.errors else 200)


@dataclass(frozen=True)
class Look:
    """What would happen, what has happened, or, without a plan, that it cannot."""

    plan: Plan | None = None
    done: bool = False
    changed: bool = False  # it is no longer what was looked at before


def _look(request: MemberRequest, form: DeedForm, within: Reach) -> Look:
    """The plan of what the form asks for; with the mark of a plan that was looked at, it is carried out."""
    try:
        if "mark" in request.POST:
            return Look(carry_out(form.order(), within, by=request.user, mark=request.POST["mark"]), done=True)
        return Look(planned(form.order(), within))
    except PlanChangedError as now:
        return Look(now.plan, changed=True)
    except ValidationError as mistake:
        form.add_error(None, mistake)
        return Look()


def _done(request: HttpRequest, unit: Unit, plan: Plan) -> HttpResponse:
    messages.success(request, _("Done."))
    vars(request.user).pop("_scope_roots", None)
    leads_to = plan.founded[0].code if plan.founded else unit.code
    return redirect("units:open", leads_to)


def _render(
    request: HttpRequest, template: str, unit: Unit, title: str, context: dict, status: int = 200
) -> HttpResponse:
    crumbs = [{"url": reverse("units:index"), "label": _("Units")}, {"url": "", "label": title}]
    context |= {"header_title": title, "header_icon": ICON, "breadcrumbs_items": crumbs}
    return render(request, f"reorganising/{template}.html", context, status=status)
