"""What is asked for each deed; every form makes an order, which is then planned and shown before anything is done."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lms.members.models import Member
from lms.reorganising.admin import unit_lists
from lms.reorganising.naming_rules import NUMBERED
from lms.reorganising.orders import Dissolve, Found, Merge, Move, New, Order, Part, Rename, Split
from lms.reorganising.reach import Reach
from lms.units.models import Unit, UnitQuerySet
from lms.web.choices import offer

MOST = 300  # boxes to tick on one screen
NEW = "+"


class DeedForm(forms.Form):
    """`unit` is the one whose screen it is, `reach` what the viewer may reorganise, `viewer` who she is."""

    day = forms.DateField(
        label=_("From which day"),
        initial=timezone.localdate,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"autocomplete": "off", "inputmode": "text"}),
        help_text=_("Today, or the day of the decision if it has passed. Such as 1/7/2026."),
        error_messages={"invalid": _("Write the day as 1/7/2026.")},
    )

    def __init__(self, *args, unit: Unit, reach: Reach, viewer: Member, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit, self.reach, self.viewer = unit, reach, viewer
        self.order_fields([name for name in self.fields if name != "day"])
        self.prepare()

    def prepare(self) -> None:
        """Fill in what can be chosen."""

    def order(self) -> Order:
        """What was asked for; only after the form was found valid."""
        raise NotImplementedError


def name_field(label: StrOrPromise, required: bool = True, **also) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, required=required, strip=True, **also)


def code_field(label: StrOrPromise) -> forms.CharField:
    help_text = _("Leave it empty for a branch or a group: it gets the next number of the unit above.")
    return forms.CharField(label=label, max_length=40, required=False, help_text=help_text)


class AddForm(DeedForm):
    name = name_field(_("Name"), help_text=_("In full, such as Chi hội thôn Hạ."))
    level = forms.ChoiceField(label=_("Level"))
    code = code_field(_("Code"))

    def prepare(self) -> None:
        levels = Unit.Level.choices[self.unit.rank + 1 :]
        offer(self, "level", levels)
        if not {level for level, _label in levels} & set(NUMBERED):
            self.fields["code"].required = True

    def order(self) -> Found:
        data = self.cleaned_data
        return Found(New(data["name"], data["level"], self.unit.code, data["code"]), day=data["day"])


class RenameForm(DeedForm):
    name = name_field(_("New name"))

    def prepare(self) -> None:
        self.fields["name"].initial = self.unit.name

    def order(self) -> Rename:
        return Rename(self.unit.code, self.cleaned_data["name"], day=self.cleaned_data["day"])


class MoveForm(DeedForm):
    to = forms.CharField(
        label=_("Unit above it from now on"),
        max_length=200,
        help_text=_("Its code, or its name with or without marks."),
    )

    def clean_to(self) -> Unit:
        units = self.reach.units().exclude(path__startswith=self.unit.path)
        levels = Unit.Level.values[: self.unit.rank]
        return the_one(units.filter(level__in=levels), self.cleaned_data["to"])

    def order(self) -> Move:
        return Move(self.unit.code, self.cleaned_data["to"].code, day=self.cleaned_data["day"])


class Ticks(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class MergeForm(DeedForm):
    units = Ticks(label=_("Units to be merged with it"), required=False)
    other = forms.CharField(
        label=_("Another unit, from elsewhere"), max_length=200, required=False, help_text=_("Its code, or its name.")
    )
    into = forms.ChoiceField(label=_("They become"))
    name = name_field(_("Name of the new unit"), required=False)
    code = code_field(_("Code of the new unit"))

    def prepare(self) -> None:
        units = [(unit.code, unit.name) for unit in unit_lists.beside(self.unit, self.reach)[:MOST]]
        offer(self, "units", units)
        here = (self.unit.code, self.unit.name)
        offer(self, "into", [(NEW, _("A new unit")), here, *units])
        self.fields["into"].initial = self.unit.code

    def clean_other(self) -> Unit | None:
        words = self.cleaned_data["other"]
        units = self.reach.own().filter(level=self.unit.level).exclude(pk=self.unit.pk)
        return the_one(units, words) if words.strip() else None

    def clean(self) -> dict:
        if self.cleaned_data.get("into") == NEW and not self.cleaned_data.get("name"):
            self.add_error("name", _("A unit needs a name."))
        return self.cleaned_data

    def order(self) -> Merge:
        data = self.cleaned_data
        other = [data["other"].code] if data["other"] else []
        codes = (self.unit.code, *data["units"], *other)
        above = self.unit.get_parent()
        new = New(data["name"], self.unit.level, above.code if above else "", data["code"])
        return Merge(codes, new if data["into"] == NEW else data["into"], day=data["day"])


class DissolveForm(DeedForm):
    """What becomes of the members is chosen, never taken for granted."""

    ABOVE, LEAVE = "above", "leave"
    members = forms.ChoiceField(
        label=_("Its members"),
        choices=[
            (ABOVE, _("Belong to the unit above directly, until they are moved to another branch")),
            (LEAVE, _("Are on no roster any more; found with the unit above among those who have left")),
        ],
        widget=forms.RadioSelect,
        help_text=_("If all of them go to one other unit, choose Merge instead: their heads and helpers go along."),
    )

    def order(self) -> Dissolve:
        data = self.cleaned_data
        return Dissolve(self.unit.code, data["members"] == self.LEAVE, day=data["day"])


class SplitForm(DeedForm):
    name = name_field(_("Name of the new unit"))
    code = code_field(_("Code of the new unit"))
    units = Ticks(label=_("Units that go there with all their members"), required=False)
    members = Ticks(label=_("Members who go there"), required=False)
    rest_name = name_field(
        _("Name of the unit that takes all the others"),
        required=False,
        help_text=_("Only when the old unit ends. Left empty, it goes on with those who stay."),
    )
    rest_code = code_field(_("Code of that unit"))

    def prepare(self) -> None:
        place = unit_lists.place(self.unit, self.reach)
        members = unit_lists.own_members(self.unit, self.viewer)[:MOST]
        units = [(unit.code, unit.name) for unit in place.below[:MOST]]
        for name, choices in {"units": units, "members": [(str(one.pk), _told(one)) for one in members]}.items():
            if choices:
                offer(self, name, choices)
            else:
                del self.fields[name]

    def order(self) -> Split:
        data = self.cleaned_data
        units, members = data.get("units", []), data.get("members", [])
        parts = [Part(self._new("name", "code"), tuple(units), tuple(int(pk) for pk in members))]
        if data["rest_name"]:
            parts.append(Part(self._new("rest_name", "rest_code"), rest=True))
        return Split(self.unit.code, tuple(parts), day=data["day"])

    def _new(self, name: str, code: str) -> New:
        return New(self.cleaned_data[name], self.unit.level, "", self.cleaned_data[code])


def the_one(units: UnitQuerySet, words: str) -> Unit:
    """The one current unit with this code or name. Several: said with the units above them, to be chosen by code."""
    current = unit_lists.with_above(units.current())
    if by_code := current.filter(code__iexact=words.strip()).first():
        return by_code
    found = list(current.named(words)[:8]) if any(letter.isalnum() for letter in words) else []
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValidationError(_("No unit with this code or name was found."))
    said = "; ".join(f"{unit.name} ({unit.above}): {unit.code}" for unit in found)
    raise ValidationError(_("There are several; please write the code. %(units)s") % {"units": said})


def _told(member: Member) -> str:
    return f"{member.name}, {member.birth_year}" if member.birth_year else member.name
