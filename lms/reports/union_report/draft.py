"""The first draft of a unit's report: all that can be filled in for her. She corrects it once and finds it again the
next time."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.members.models import Member, Role
from lms.reports.models import Report
from lms.reports.union_report.letter import organisation
from lms.reports.union_report.periods import Period, months
from lms.units.models import Unit
from lms.web.choices import offer

TITLES = {
    Role.Kind.BRANCH_HEAD: "Chi hội trưởng",
    Role.Kind.BRANCH_DEPUTY: "Chi hội phó",
    Role.Kind.GROUP_HEAD: "Tổ trưởng",
    Role.Kind.OFFICER: "TM. Ban Thường vụ",
}
LEVEL_WORDS = ("Xã ", "Phường ", "Đặc khu ", "Tỉnh ", "Thành phố ")
FIRST_YEAR = 2020
CHOSEN = "khac"
PERIODS = {
    "thang-nay": (_("This month"), 1, 0),
    "thang-truoc": (_("Last month"), 1, 1),
    "quy-nay": (_("This quarter"), 3, 0),
    "quy-truoc": (_("Last quarter"), 3, 1),
    "nam-nay": (_("This year"), 12, 0),
    "nam-truoc": (_("Last year"), 12, 1),
}


def report_of(viewer: Member, unit: Unit) -> Report:
    """What she typed the last time, or a first draft that is not saved yet."""
    return Report.objects.filter(asked_by=viewer, unit=unit).select_related("unit").first() or blank(viewer, unit)


def blank(viewer: Member, unit: Unit) -> Report:
    paths = [unit.path[:end] for end in range(unit.steplen, len(unit.path) + 1, unit.steplen)]
    offices = viewer.roles.current().filter(kind__in=TITLES, unit__path__in=paths)
    nearest = offices.order_by("-unit__path").first()
    quarter = months(timezone.localdate(), 3)
    return Report(
        asked_by=viewer, unit=unit, begin=quarter.begin, end=quarter.end, place=place(unit),
        addressee=organisation(unit.get_parent()), recipients="- Như trên;\n- Lưu.",
        signer_title=TITLES[Role.Kind(nearest.kind)] if nearest else "", signer=viewer.name,
    )  # fmt: skip


def place(unit: Unit) -> str:
    """Where it is written: the name of the commune, or of the province above it, without the word for what it is."""
    towns = [one for one in [*unit.get_ancestors(), unit] if one.level in (Unit.Level.COMMUNE, Unit.Level.PROVINCE)]
    name = towns[-1].name if towns else "Hà Nội"
    return next((name.removeprefix(word) for word in LEVEL_WORDS if name.startswith(word)), name)


class ReportForm(forms.ModelForm):
    """Period first; the two days count only where she chooses them herself."""

    period = forms.ChoiceField(label=_("Period"))
    field_order = ["period", "begin", "end"]

    class Meta:
        model = Report
        fields = [
            "begin", "end", "number", "place", "addressee", "notes", "recipients", "signer_title", "signer",
        ]  # fmt: skip
        widgets = {
            "begin": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "end": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "notes": forms.Textarea({"rows": 6}),
            "recipients": forms.Textarea({"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.ready = {key: months(today, length, back) for key, (_label, length, back) in PERIODS.items()}
        named = [(key, f"{PERIODS[key][0]}: {period}") for key, period in self.ready.items()]
        offer(self, "period", [*named, (CHOSEN, _("From a day to a day"))])
        self.initial["period"] = next(
            (key for key, period in self.ready.items() if period == self.instance.period), CHOSEN
        )
        for name in ("begin", "end"):
            field = self.fields[name]
            assert isinstance(field, forms.DateField)
            field.required, field.input_formats = False, ["%Y-%m-%d", "%d/%m/%Y"]
            field.error_messages["invalid"] = _("Please choose the day.")

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        ready = self.ready.get(cleaned.get("period", ""))
        if ready:
            for name in ("begin", "end"):
                self.errors.pop(name, None)  # whatever stands there: it was not asked for
        period = ready or self._chosen(cleaned)
        return cleaned | ({"begin": period.begin, "end": period.end} if period else {})

    def _chosen(self, cleaned: dict) -> Period | None:
        """The two days, where both are there and make sense; else it is said what is wrong with them."""
        missing = [name for name in ("begin", "end") if not cleaned.get(name)]
        for name in missing:
            if name not in self.errors:
                self.add_error(name, _("Please choose the day."))
        if missing:
            return None
        begin, end = cleaned["begin"], cleaned["end"]
        if begin > end or begin.year < FIRST_YEAR or end.year > timezone.localdate().year + 1:
            self.add_error("end", _("The last day must not come before the first, and both must lie in our time."))
            return None
        return Period(begin, end)
