"""Quizzes, the questions they are made of, and what people answered.

A quiz has questions of its own and draws more from the banks of topics. When an attempt begins, its paper is frozen:
which questions, each in the version of that moment. A version is found by its content, so it is stored once however
many attempts hold it. An attempt belongs to its taker, or to nobody yet when she has not signed in (her session holds
its id until she does). It remembers the page it was started from, to lead back there; what a passed quiz is worth
there is not its business.
"""

import uuid
from functools import cached_property

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import PreviewableMixin, RevisionMixin
from wagtail.snippets.blocks import SnippetChooserBlock

from quizzes import kinds
from quizzes.questions import QuestionValue
from quizzes.stream import BlockStreamField


class Topic(PreviewableMixin, RevisionMixin, models.Model):
    """A bank of questions about one thing, from which quizzes draw."""

    title = models.CharField(_("title"), max_length=200)
    questions = BlockStreamField(kinds.questions(), verbose_name=_("questions"), blank=True)

    panels = [FieldPanel("title"), FieldPanel("questions")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_preview_template(self, request, mode_name: str) -> str:
        return "quizzes/preview.html"


class Draw(blocks.StructBlock):
    """So many questions of a topic, other ones for each attempt."""

    topic = SnippetChooserBlock("quizzes.Topic", label=_("Topic"))
    count = blocks.IntegerBlock(label=_("How many questions"), min_value=1, max_value=50, default=3)

    def clean(self, value):
        value = super().clean(value)
        there = len(value["topic"].questions)
        if value["count"] > there:
            words = _("This topic has only %(number)s questions.") % {"number": there}
            raise blocks.StructBlockValidationError({"count": ValidationError(words)})
        return value

    class Meta:
        label = _("Questions of a topic")
        icon = "folder-open-inverse"


class Quiz(PreviewableMixin, RevisionMixin, models.Model):
    class Tell(models.TextChoices):
        EACH = "each", _("After each question")
        END = "end", _("At the end")

    title = models.CharField(_("title"), max_length=200, help_text=_("Only trainers see it, in lists."))
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark in per cent"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("How much of the questions must be right, in per cent. She may try as often as she likes."),
    )
    questions = BlockStreamField(kinds.questions(), verbose_name=_("questions"), blank=True)
    draws = BlockStreamField(
        [("draw", Draw())],
        verbose_name=_("questions from topics"),
        blank=True,
        help_text=_("Each attempt gets other questions of these topics."),
    )
    shuffle = models.BooleanField(_("mix the answers"), default=True, help_text=_("Each attempt shows them otherwise."))
    tell = models.CharField(_("when she is told how it was"), max_length=4, choices=Tell, default=Tell.EACH)
    show_right = models.BooleanField(_("show the right answer after a wrong one"), default=True)
    attempts_allowed = models.PositiveSmallIntegerField(
        _("how often she may try"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("For a contest: she has to sign in first. Empty: as often as she likes."),
    )
    closes_at = models.DateTimeField(_("open until"), null=True, blank=True, help_text=_("For a contest."))

    panels = [
        FieldPanel("title"),
        FieldPanel("questions"),
        FieldPanel("draws"),
        FieldPanel("pass_mark"),
        MultiFieldPanel([FieldPanel("tell"), FieldPanel("show_right"), FieldPanel("shuffle")], heading=_("Details")),
        MultiFieldPanel(
            [FieldPanel("attempts_allowed"), FieldPanel("closes_at")],
            heading=_("Contest"),
            help_text=_("For who likes: a lesson is done without it."),
        ),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if not self.size:
            raise ValidationError({"questions": _("Add at least one question, or draw some from a topic.")})

    def get_preview_template(self, request, mode_name: str) -> str:
        return "quizzes/preview.html"

    @property
    def size(self) -> int:
        """How many questions an attempt has."""
        return len(self.questions) + sum(draw.value["count"] for draw in self.draws)

    @property
    def is_contest(self) -> bool:
        """Whether it can be missed: after so many tries, or a day, nobody can pass it any more."""
        return self.attempts_allowed is not None or self.closes_at is not None

    @property
    def is_closed(self) -> bool:
        return self.closes_at is not None and self.closes_at <= timezone.now()


class Version(models.Model):
    """A question as it was at some time."""

    digest = models.CharField(primary_key=True, max_length=64, help_text="SHA-256 of kind and content")
    kind = models.CharField(max_length=20)
    content = models.JSONField(help_text="the block's raw value")

    class Meta:
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of questions")

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:8]}"

    @cached_property
    def block(self) -> blocks.StructBlock:
        return kinds.KINDS[self.kind]()

    @cached_property
    def value(self) -> QuestionValue:
        return self.block.to_python(self.content)


class Attempt(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts")
    taker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="attempts", null=True, blank=True)
    page = models.ForeignKey("wagtailcore.Page", models.PROTECT, related_name="+", null=True, blank=True)
    paper = models.JSONField(default=list, help_text="[question, digest of its version] for each question, in order")
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    right = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    score = models.FloatField(default=0, help_text="points; at most one for each question")
    passed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes = [models.Index(fields=["taker", "quiz"], name="attempt_of_taker")]

    def __str__(self) -> str:
        return f"{self.quiz}, {self.started_at:%d/%m/%Y}"

    def version(self, number: int) -> Version:
        """The question with this number, from 1, as this attempt has it. Raises IndexError."""
        if number < 1:
            raise IndexError
        return Version.objects.get(pk=self.paper[number - 1][1])

    @property
    def needed(self) -> int:
        """How many right answers pass, rounded up."""
        return -(-self.total * self.quiz.pass_mark // 100)


class Answer(models.Model):
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    question = models.UUIDField()
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, help_text="by which it was graded; none: before versions were kept"
    )
    chosen = models.JSONField(help_text="a list of strings, as the question's kind means them")
    score = models.FloatField(default=0, help_text="0 to 1")
    right = models.BooleanField()
    answered_at = models.DateTimeField(default=timezone.now, null=True, help_text="none: a conversation goes on")

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["attempt", "question"], name="answer_once")]
        indexes = [models.Index(fields=["question"], name="answers_to_question")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.question}"


class Regrade(models.Model):
    """That answers to a question were graded anew: who did it, when, and what became of them."""

    question = models.UUIDField()
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answers = models.PositiveIntegerField(help_text="how many got another score")
    passed = models.PositiveIntegerField(help_text="how many attempts are passed that were not")

    class Meta:
        verbose_name = _("regrading")
        verbose_name_plural = _("regradings")

    def __str__(self) -> str:
        return f"{self.question} {self.at:%d/%m/%Y}"


class Import(models.Model):
    """A file with questions that a trainer has brought, kept for her until she confirms; then what became of it.

    `made` is {"questions": [[holder, its id, question]], "holders": [[holder, its id]], "pictures": [ids]}, where a
    holder is "quiz" or "topic": enough to take all of it away again.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    name = models.CharField(max_length=200, help_text="of the file")
    format = models.CharField(max_length=20)
    data = models.BinaryField(help_text="the file; emptied when its questions have come in")
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    made = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("import of questions")
        verbose_name_plural = _("imports of questions")
        ordering = ["-at"]
        indexes = [models.Index(fields=["by", "done_at"], name="imports_of_a_trainer")]

    def __str__(self) -> str:
        return self.name

    @property
    def count(self) -> int:
        """How many questions came in."""
        return len(self.made.get("questions", []))
