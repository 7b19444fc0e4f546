"""Choosing a quiz for a lesson: found by its name, the newest first; or a new one made there, with its first question.

More questions are added on the quiz's own screen, to which the lesson links.
"""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from quizzes.models import Quiz

MOST_ANSWERS = 9  # wrong ones


class TitleFilterForm(BaseFilterForm):
    q = forms.CharField(label=_("Title"), required=False, max_length=200)

    def filter(self, objects: QuerySet) -> QuerySet:
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return objects.filter(title__icontains=self.search_query)


class QuizChooseView(ChooseView):
    filter_form_class = TitleFilterForm
    ordering = "-pk"


class QuizChooseResultsView(ChooseResultsView):
    filter_form_class = TitleFilterForm
    ordering = "-pk"


class NewQuizForm(forms.ModelForm):
    """A quiz with one question; the rest is written on its own screen."""

    text = forms.CharField(label=_("First question"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    right = forms.CharField(label=_("The right answer"), max_length=300)
    wrong = forms.CharField(
        label=_("Wrong answers, one line each"), max_length=3000, widget=forms.Textarea(attrs={"rows": 3})
    )

    class Meta:
        model = Quiz
        fields = ["title"]

    def clean_wrong(self) -> list[str]:
        answers = [line.strip() for line in self.cleaned_data["wrong"].splitlines() if line.strip()]
        if len(answers) > MOST_ANSWERS or any(len(answer) > 300 for answer in answers):
            raise forms.ValidationError(_("At most nine answers, each shorter than 300 letters."))
        return answers

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if {"text", "right", "wrong"} <= cleaned.keys():
            answers = [(cleaned["right"], True), *((answer, False) for answer in cleaned["wrong"])]
            options = [{"text": text, "right": right, "feedback": "", "percent": None} for text, right in answers]
            question = {"text": cleaned["text"], "options": options, "feedback": ""}
            block = self.instance.questions.stream_block
            self.instance.questions = block.to_python([{"type": "single", "value": question}])
        return cleaned

    def _post_clean(self) -> None:
        """The quiz itself is looked at when it has its question."""
        if not self._errors:  # type: ignore[attr-defined]  # `errors` would begin the cleaning again
            super()._post_clean()  # type: ignore[misc]  # Django has it, its stubs do not


class QuizChooserViewSet(SnippetChooserViewSet):
    choose_view_class = QuizChooseView
    choose_results_view_class = QuizChooseResultsView
    creation_form_class = NewQuizForm
    choose_one_text = _("Choose a quiz")
    choose_another_text = _("Choose another quiz")
    edit_item_text = _("Edit this quiz and add questions")
    search_tab_label = _("Quizzes already here")
    creation_tab_label = _("Make a new one")
    create_action_label = _("Make it")
    create_action_clicked_label = _("Making…")
