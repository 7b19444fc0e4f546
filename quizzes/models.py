"""Quizzes, and what people answered.

An attempt belongs to its taker, or to nobody yet when she has not signed in (her session holds its id until she does).
It remembers the page it was started from, to lead back there; what a passed quiz is worth there is not its business.
"""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamValue
from wagtail.models import PreviewableMixin, RevisionMixin

from quizzes import kinds
from quizzes.stream import BlockStreamField


class Quiz(PreviewableMixin, RevisionMixin, models.Model):
    title = models.CharField(_("title"), max_length=200, help_text=_("Only trainers see it, in lists."))
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark in per cent"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("How many of the questions must be right, in per cent. She may try as often as she likes."),
    )
    questions = BlockStreamField(kinds.questions(), verbose_name=_("questions"))

    panels = [FieldPanel("title"), FieldPanel("questions"), FieldPanel("pass_mark")]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_preview_template(self, request, mode_name: str) -> str:
        return "quizzes/preview.html"

    def needed(self) -> int:
        """How many right answers pass."""
        return -(-len(self.questions) * self.pass_mark // 100)


class Attempt(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="attempts")
    taker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="attempts", null=True, blank=True)
    page = models.ForeignKey("wagtailcore.Page", models.SET_NULL, related_name="+", null=True, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    right = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    passed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes = [models.Index(fields=["taker", "quiz"], name="attempt_of_taker")]

    def __str__(self) -> str:
        return f"{self.quiz}, {self.started_at:%d/%m/%Y}"

    def number_of(self, question: StreamValue.StreamChild) -> int:
        """The question's place in the quiz, from 1."""
        return [child.id for child in self.quiz.questions].index(question.id) + 1


class Answer(models.Model):
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    question = models.UUIDField()
    chosen = models.JSONField(help_text="ids of the chosen options, as strings")
    right = models.BooleanField()
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["attempt", "question"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.question}"
