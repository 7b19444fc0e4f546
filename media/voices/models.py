"""What a clip says, once more in another language: a recording that is added to the picture as it is.

`track` is "<build>/<name>" of what was made of it; it is heard as long as that build is the one shown. The recording
is kept, so that it can be fitted to a new build.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media.layout import fresh_name
from media.voices.languages import language_name

PATIENCE = timedelta(minutes=10)  # a job that was not done by then was lost
ATTEMPTS = 2
SPARE_SECONDS = 2.0
SPARE = 0.05  # of the clip: what may be cut off, or added as silence, without asking anybody
SHORTER = 0.25  # of the clip: silence at the end does less harm than words that are missing


class VoiceStatus(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class Voice(models.Model):
    Status = VoiceStatus

    clip = models.ForeignKey("media.Clip", on_delete=models.CASCADE, related_name="voices")
    language = models.CharField(_("language"), max_length=35)  # BCP 47
    sound = models.FileField(_("recording"), upload_to="voices")
    ai_made = models.BooleanField(
        _("made with AI"),
        default=False,
        help_text=_("Tick this if the voice was made by AI. Learners are told so."),
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    status = models.CharField(max_length=10, choices=VoiceStatus, default=VoiceStatus.QUEUED, editable=False)
    failure = models.CharField(max_length=20, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    queued_at = models.DateTimeField(default=timezone.now, editable=False)
    track = models.CharField(max_length=80, blank=True, editable=False)
    peak = models.PositiveIntegerField(default=0, editable=False)  # bits a second of its heaviest segment
    average = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("spoken language")
        verbose_name_plural = _("spoken languages")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["clip", "language"], name="one_voice_for_each_language")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        if self.sound and not getattr(self.sound, "_committed", True):
            self.sound.name = fresh_name(self.sound.name or "")
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        return language_name(self.language)

    @property
    def failure_message(self) -> str:
        return str(self.clip.Failure(self.failure).label) if self.failure else ""

    def is_in(self, build: str) -> bool:
        return bool(build) and self.track.startswith(f"{build}/")


def fits(seconds: float, clip_seconds: float) -> bool:
    """Whether a recording of this length can be cut or filled up to that of the clip."""
    longest = clip_seconds + max(SPARE_SECONDS, SPARE * clip_seconds)
    shortest = clip_seconds - max(SPARE_SECONDS, SHORTER * clip_seconds)
    return shortest <= seconds <= longest
