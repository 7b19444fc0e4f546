"""The forms of the exchange: a file, where its questions go, and what is to leave in which format."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quizzes.exchange.formats import FORMATS
from quizzes.exchange.importing import HOLDERS, Into
from quizzes.models import Quiz, Topic

ACCEPT = ".xlsx,.docx,.csv,.xml,.zip,.txt,.gift"
LABELS = {"quiz": _("Quizzes"), "topic": _("Topics")}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File with questions"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_(
            "The table below (Excel, Word), or a file from another system: Moodle XML, GIFT, Aiken, QTI. At most 10 MB."
        ),
        error_messages={"required": _("Please choose a file."), "empty": _("This file is empty.")},
    )


def _there(kinds: list[str]) -> list[tuple[object, list[tuple[str, str]]]]:
    """Quizzes and topics to choose from, by their titles."""
    groups = [
        (LABELS[kind], [(f"{kind}:{pk}", title) for pk, title in HOLDERS[kind].objects.values_list("pk", "title")])
        for kind in kinds
    ]
    return [group for group in groups if group[1]]


class IntoForm(forms.Form):
    """Where to; only what this trainer may make or change is offered."""

    into = forms.ChoiceField(label=_("Where do they go?"))
    title = forms.CharField(label=_("Name of the new one"), required=False, max_length=200)

    def __init__(self, *args, user, has_topics: bool, **kwargs):
        super().__init__(*args, **kwargs)
        new = [("quiz", _("A new quiz"))] if user.has_perm("quizzes.add_quiz") else []
        if user.has_perm("quizzes.add_topic"):
            new += [("topic", _("A new topic"))]
            new += [("topics", _("Topics as the file names them"))] if has_topics else []
        changeable = [kind for kind in HOLDERS if user.has_perm(f"quizzes.change_{kind}")]
        into = self.fields["into"]
        assert isinstance(into, forms.ChoiceField)
        into.choices = [*new, *_there(changeable)]

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        holder, colon, _pk = cleaned.get("into", ":").partition(":")
        if not colon and not cleaned.get("title"):
            self.add_error("title", ValidationError(_("Please give it a name.")))
        return cleaned

    def target(self) -> Into:
        holder, colon, pk = self.cleaned_data["into"].partition(":")
        title = self.cleaned_data["title"]
        if holder == "topics":
            return Into("topic", title=title, topics=True)
        return Into(holder, int(pk) if colon else None, title)


class LeavingForm(forms.Form):
    source = forms.ChoiceField(label=_("Questions of"))
    format = forms.ChoiceField(label=_("As"), choices=lambda: [(key, one.label) for key, one in FORMATS.items()])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        source = self.fields["source"]
        assert isinstance(source, forms.ChoiceField)
        source.choices = _there(list(HOLDERS))

    def holder(self) -> Quiz | Topic:
        kind, _colon, pk = self.cleaned_data["source"].partition(":")
        return HOLDERS[kind].objects.get(pk=pk)
