"""The questions about one member, and the two ways to bring a list. Kind to how people write."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lms import names
from lms.members import phones
from lms.members.models import Member
from lms.members.roster import values
from lms.members.roster.rows import Row
from lms.units.models import Unit

LONGEST_LIST = 500_000  # characters of a pasted list
MOST_DIGITS = 2  # in a mark


class RowForm(forms.Form):
    """What a row of a list says about a person."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words"}),
    )
    year = forms.CharField(
        label=_("Year of birth"),
        max_length=20,
        required=False,
        help_text=_("1964 or 15/03/1964. Only the year is kept."),
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Phone number (if she has one)"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_name(self) -> str:
        name = values.named(self.cleaned_data["name"])
        if values.is_old_font(name):
            raise ValidationError(_("This is written in an old font (TCVN3 or VNI). Please type it anew."))
        if not values.is_name(name):
            raise ValidationError(_("This does not look like a name. Please write only family name and given name."))
        return name

    def clean_year(self) -> int | None:
        written = self.cleaned_data["year"]
        year = values.year_of(written)
        if year is None and not values.nothing(written):
            raise ValidationError(_("Please write the year with four digits, such as 1964, or leave it empty."))
        return year

    def clean_phone(self) -> str:
        written = self.cleaned_data["phone"]
        return "" if values.nothing(written) else phones.e164(written)

    def row(self) -> Row:
        """What was typed, as a row to be looked up."""
        said = self.cleaned_data
        return Row(1, said["name"], said["name"], said["year"], said["phone"])


class MemberForm(RowForm):
    """One member: the row, her group where the unit has any, and the sort name for the few who need one."""

    group = forms.ModelChoiceField(Unit.objects.none(), label=_("Branch or group"), required=False)
    sort_name = forms.CharField(
        label=_("Name for the alphabetical list"),
        max_length=120,
        required=False,
        help_text=_("Only where the last word is not what she is called: for H'Hen Niê write “Hen Niê”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    mark = forms.CharField(
        label=_("Mark to tell her apart"),
        max_length=30,
        required=False,
        help_text=_(
            "Only for women of one name and year on one phone, such as “elder”. Whoever signs in there reads it."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, unit: Unit, groups: list[Unit], **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        if unit.level == Unit.Level.BRANCH:
            self.fields["group"].label = _("Group")
        if groups:
            field = self.fields["group"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = Unit.objects.filter(pk__in=[group.pk for group in groups])
            field.choices = [("", unit.name), *((group.pk, group.name) for group in groups)]
        else:
            del self.fields["group"]

    def clean_sort_name(self) -> str:
        return names.tidy(self.cleaned_data["sort_name"])

    def clean_mark(self) -> str:
        """A short word, never a number by which somebody could be found."""
        mark = names.tidy(self.cleaned_data["mark"])
        if sum(map(str.isdecimal, mark)) > MOST_DIGITS:
            raise ValidationError(_("Please write a word, not a number."))
        return mark

    @staticmethod
    def about(member: Member) -> dict[str, object]:
        """What the form begins with for somebody who is on the roster."""
        phone = phones.readable(member.phone) if member.phone else ""
        return {
            "name": member.name, "year": member.birth_year or "", "phone": phone, "group": member.unit_id,
            "sort_name": member.sort_name, "mark": member.mark,
        }  # fmt: skip

    def fill(self, member: Member) -> Member:
        said = self.cleaned_data
        member.name, member.sort_name = said["name"], said["sort_name"]
        member.mark = said["mark"]
        member.birth_year, member.phone = said["year"], said["phone"]
        if "group" in self.fields:
            member.unit = said["group"] or self.unit
        return member


class PasteForm(forms.Form):
    text = forms.CharField(
        label=_("The list"),
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 8, "placeholder": "Nguyễn Thị Lan 1965 0912 345 678\nTrần Thị Hoa 1970"}),
        error_messages={"required": _("There is nothing here yet. Please paste the list first.")},
        strip=False,
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File from Excel (.xlsx, .xls, .ods or .csv)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={"required": _("Please choose a file."), "empty": _("This file is empty.")},
    )


class LeavingForm(forms.Form):
    why = forms.ChoiceField(label=_("Why?"), choices=Member.Leaving.choices, widget=forms.RadioSelect)

    def leave(self, member: Member, day: date) -> None:
        member.left_on, member.left_why = day, self.cleaned_data["why"]
