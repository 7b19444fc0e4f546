"""What a branch head fills in: which lessons on which day, why it was a mistake, how many by when."""

from datetime import date, timedelta

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lms.members.models import Member
from lms.progress import vouching
from lms.reports.models import Target
from lms.web.choices import offer

WRITTEN = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]  # the first is what a phone's own calendar sends
FARTHEST = timedelta(days=5 * 366)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format=WRITTEN[0])


def day_field(label: StrOrPromise) -> forms.DateField:
    wrong = _("Please give the day as 20/10/2026.")
    return forms.DateField(label=label, input_formats=WRITTEN, widget=DayInput, error_messages={"invalid": wrong})


class VouchForm(forms.Form):
    """`lessons`: (id, title) of those that may be written down. `people`: from whom she chooses, when there are more
    than the one whose page it is."""

    day = day_field(_("On which day?"))
    lessons = forms.TypedMultipleChoiceField(
        label=_("Which lessons?"), coerce=int, error_messages={"required": _("Please choose a lesson.")}
    )

    def __init__(self, *args, lessons: list[tuple[int, str]], people: QuerySet[Member] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "lessons", lessons)
        self.fields["day"].widget.attrs |= {"max": timezone.localdate().isoformat()}
        if people is not None:
            wrong = {"required": _("Please choose who was there.")}
            self.fields["people"] = PeopleField(people, label=_("Who was there?"), error_messages=wrong)

    def clean_day(self) -> date:
        day, today = self.cleaned_data["day"], timezone.localdate()
        if day > today:
            raise forms.ValidationError(_("This day is still to come."))
        if day < today - vouching.OLDEST:
            raise forms.ValidationError(_("This day is too long ago."))
        return day


class PeopleField(forms.ModelMultipleChoiceField):
    def _check_values(self, value: list[str]) -> QuerySet[Member]:
        """A number that no database holds is nobody."""
        if any(not (pk.isascii() and pk.isdigit() and len(pk) < 19) for pk in value):
            raise forms.ValidationError(_("One of them is not on this roster any more."))
        return super()._check_values(value)  # type: ignore[misc]  # Django has it, its stubs do not


class TakeBackForm(forms.Form):
    PERSON, LESSON, DAY, OTHER = "person", "lesson", "day", "other"
    REASONS = {
        PERSON: _("It was another person"),
        LESSON: _("It was another lesson"),
        DAY: _("It was another day"),
        OTHER: _("Something else"),
    }
    why = forms.ChoiceField(
        label=_("What was the mistake?"),
        choices=list(REASONS.items()),
        error_messages={"required": _("Please choose what the mistake was.")},
    )
    words = forms.CharField(label=_("A few words (you may leave this empty)"), max_length=120, required=False)

    def clean(self) -> dict:
        if self.cleaned_data.get("why") == self.OTHER and not self.cleaned_data.get("words"):
            self.add_error("words", _("Please say in a few words what it was."))
        return self.cleaned_data

    @property
    def reason(self) -> str:
        """As it is kept, in the words that she read."""
        why, words = self.cleaned_data["why"], self.cleaned_data["words"]
        if why == self.OTHER:
            return words
        return ": ".join(filter(None, [str(self.REASONS[why]), words]))


class TargetForm(forms.ModelForm):
    until = day_field(_("Until which day?"))

    class Meta:
        model = Target
        fields = ["share", "until"]
        labels = {"share": _("How many of a hundred members?")}
        help_texts = {"share": ""}
        widgets = {"share": forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": 100})}

    def clean_until(self) -> date:
        day, today = self.cleaned_data["until"], timezone.localdate()
        if not today <= day <= today + FARTHEST:
            raise forms.ValidationError(_("Please choose a day from today on, within five years."))
        return day
