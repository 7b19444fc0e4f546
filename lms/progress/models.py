"""Learning records: the facts as they came from the phone, and what follows from them.

`LearningEvent` is append-only; its id is made on the phone, so that sending it twice changes nothing. `LessonProgress`
and `CourseProgress` are derived from the events by one pure function (folding.py) and can be rebuilt from them.
Vietnamese law counts such logs as sensitive: only what a certificate and a branch figure need is kept.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LearningEventQuerySet(models.QuerySet):
    def standing(self) -> "LearningEventQuerySet":
        """Without what was taken back."""
        return self.filter(reversal=None)


class Meeting(models.Model):
    """Several women whose lessons were written down together; taken back together where that was a mistake."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    course = models.ForeignKey("courses.Course", models.SET_NULL, related_name="+", null=True)
    day = models.DateField(_("day"))
    written_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [models.Index(fields=["unit", "course", "written_at"], name="meetings_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day}"


class LearningEvent(models.Model):
    class Kind(models.TextChoices):
        WATCHED = "watched", _("Watched")
        DONE = "done", _("Marked as done")
        PASSED = "passed", _("Passed")
        CONFIRMED = "confirmed", _("Confirmed by a helper")
        VOUCHED = "vouched", _("Learnt together, written down by her head")

    id = models.UUIDField(primary_key=True, help_text="made on the phone")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="events")
    lesson = models.ForeignKey("courses.Lesson", models.PROTECT, related_name="events")
    block = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind)
    start = models.FloatField(null=True, help_text="seconds into the clip")
    end = models.FloatField(null=True, help_text="seconds into the clip")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, help_text="who confirmed or wrote it"
    )
    meeting = models.ForeignKey(Meeting, models.SET_NULL, related_name="events", null=True)
    happened_at = models.DateTimeField(help_text="by the phone's clock, never later than received_at")
    received_at = models.DateTimeField(default=timezone.now)

    objects = LearningEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("learning event")
        verbose_name_plural = _("learning events")
        indexes = [models.Index(fields=["member", "lesson"], name="event_of_member")]

    def __str__(self) -> str:
        return f"{self.kind} {self.block}"


class Reversal(models.Model):
    """An event taken back: it stays, counts no more, and everybody can read who took it back, when and why."""

    event = models.OneToOneField(LearningEvent, models.CASCADE, related_name="reversal")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    reason = models.CharField(_("reason"), max_length=200)
    reversed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reversal")
        verbose_name_plural = _("reversals")

    def __str__(self) -> str:
        return f"{self.event_id}: {self.reason}"


class LessonProgress(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="lesson_progress")
    lesson = models.ForeignKey("courses.Lesson", models.PROTECT, related_name="progress")
    state = models.JSONField(default=dict, help_text="folding.LessonState as JSON")
    started_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("lesson progress")
        verbose_name_plural = _("lesson progress")
        constraints = [models.UniqueConstraint(fields=["member", "lesson"], name="lesson_progress_once")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.lesson_id}"


@dataclass(frozen=True)
class Standing:
    """How far a member is in a course: a state ("" before she has begun), how many lessons are done, and how many of
    these on her head's word."""

    state: str = ""
    lessons: int = 0
    vouched: int = 0


class CourseProgress(models.Model):
    LEARNING, FINISHED = "learning", "finished"

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="course_progress")
    course = models.ForeignKey("courses.Course", models.PROTECT, related_name="progress")
    lessons_done = models.PositiveSmallIntegerField(default=0)
    lessons_vouched = models.PositiveSmallIntegerField(default=0, help_text="of those done: on her head's word")
    started_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("course progress")
        verbose_name_plural = _("course progress")
        constraints = [models.UniqueConstraint(fields=["member", "course"], name="course_progress_once")]
        indexes = [models.Index(fields=["course", "completed_at"], name="course_finished")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.course_id}"

    @property
    def standing(self) -> Standing:
        state = self.FINISHED if self.completed_at else self.LEARNING
        return Standing(state, self.lessons_done, self.lessons_vouched)


class Reevaluation(models.Model):
    """A course whose learners are to be looked at again, since what it asks for has changed."""

    course = models.OneToOneField("courses.Course", models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reevaluation")
        verbose_name_plural = _("reevaluations")

    def __str__(self) -> str:
        return f"{self.course_id}"
