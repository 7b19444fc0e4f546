"""Wagtail's own list of accounts, cut to who needs one: trainers and those who look after the installation.

A member has one name (not a first and a last), no e-mail address, and is written on the roster, so Wagtail's forms are
narrowed to that; 19.5 million members never appear in a Wagtail listing, nor in what is done to all of a listing.
"""

from django import forms
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm, UserForm
from wagtail.users.views.users import DeleteView, EditView, IndexView, UserViewSet

from lms import names
from lms.members.models import Member, Role
from lms.units.models import Unit

OFFICES = (Unit.Level.CENTRAL, Unit.Level.PROVINCE, Unit.Level.COMMUNE)


def accounts() -> QuerySet[Member]:
    return Member.objects.filter(username__isnull=False)


class AccountIndex(IndexView):
    search_fields = ["username", "search_key"]

    def get_base_queryset(self) -> QuerySet[Member]:
        return super().get_base_queryset().filter(pk__in=accounts())

    def search_queryset(self, queryset: QuerySet[Member]) -> QuerySet[Member]:
        if not self.is_searching:
            return queryset
        wanted = self.search_query
        return queryset.filter(Q(username__icontains=wanted) | Q(search_key__contains=names.fold(wanted)))


class AccountEdit(EditView):
    def get_form(self, *args, **kwargs) -> forms.ModelForm:
        form = super().get_form(*args, **kwargs)
        form.instance.placed_by = self.request.user
        return form

    def get_queryset(self) -> QuerySet[Member]:
        return accounts()


@transaction.atomic
def close(member: Member) -> None:
    """Take away her account, never the member: her PIN, what she has learnt and who she was in the union stay."""
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    member.username, member.is_superuser = None, False
    member.set_unusable_password()
    member.save(update_fields=["username", "is_superuser", "password", "password_failures", "password_tried_at"])
    member.groups.clear()
    member.user_permissions.clear()


class AccountDelete(DeleteView):
    """Closes the account."""

    template_name = "accounts/close_account.html"
    success_message = _("The account of %(object)s is closed.")
    page_title = _("Close the account")

    def get_queryset(self) -> QuerySet[Member]:
        return accounts()

    def delete_action(self) -> None:
        close(self.object)


def close_all(action: type, objects: list[Member], **kwargs) -> tuple[int, int]:
    """What Wagtail's bulk action does instead of deleting; how many, and how many below them."""
    for member in objects:
        close(member)
    return len(objects), 0


class UnitField(forms.ModelChoiceField):
    """Communes and above, set in as in the tree: names repeat from province to province."""

    def label_from_instance(self, unit: Unit) -> str:
        return "– " * (unit.depth - 1) + unit.name


class AccountForm(UserForm):
    """Without Wagtail's three fields; an account without a username would be one that nobody can see."""

    email = first_name = last_name = None
    unit = UnitField(Unit.objects.none(), label=_("Unit"), required=False)
    officer = forms.BooleanField(
        label=_("Officer of this unit"),
        help_text=_("She sees the members of the unit and of all below it."),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].required = True
        offices = Unit.objects.current().filter(level__in=OFFICES).order_by()
        offered = Q(pk__in=offices.values("pk")) | Q(pk=self.instance.unit_id)
        self.fields["unit"].queryset = Unit.objects.filter(offered).order_by("path")
        self.fields["officer"].initial = bool(self._offices().filter(unit=self.instance.unit_id))

    def _offices(self) -> QuerySet[Role]:
        return Role.objects.current().filter(member=self.instance.pk, kind=Role.Kind.OFFICER)

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("officer") and not cleaned.get("unit"):
            self.add_error("unit", _("Choose the unit that she is an officer of."))
        return cleaned

    def _save_m2m(self) -> None:
        """With the groups: the office, in her unit and nowhere else. One that began today was a slip and is gone."""
        super()._save_m2m()
        unit, today = self.instance.unit, timezone.localdate()
        wanted = self.cleaned_data["officer"]
        over = self._offices().exclude(unit=unit) if wanted else self._offices()
        over.filter(since=today).delete()
        over.update(until=today)
        if wanted and not self._offices().exists():
            Role.objects.create(member=self.instance, unit=unit, kind=Role.Kind.OFFICER)


class AccountCreationForm(AccountForm, UserCreationForm):
    class Meta:
        model = Member
        fields = ["username", "name", "unit", "is_superuser", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}


class AccountEditForm(AccountForm, UserEditForm):
    class Meta:
        model = Member
        fields = ["username", "name", "unit", "is_active", "is_superuser", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}


class AccountViewSet(UserViewSet):
    index_view_class = AccountIndex
    edit_view_class = AccountEdit
    delete_view_class = AccountDelete
    copy_view_enabled = False  # it would open any member's row, and two people never share an account

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return AccountEditForm if for_update else AccountCreationForm
