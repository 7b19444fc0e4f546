"""A clip: one short video, packaged once in the background and used by many lessons.

The row carries three things: what a trainer typed (title, what is said), what became of the upload (status, per cent,
reason), and the lease that lets exactly one worker package it. `build` names the files being shown; a clip whose video
was replaced goes on showing its old build until the new one is whole.
"""

import hashlib
import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_hls.models import DjangoHLSMedia

from media.captions.cues import Cue, write_webvtt
from media.captions.reading import read_cues, validate_captions, validate_chapters
from media.delivery import addresses
from media.layout import MASTER, POSTER, PROGRESSIVE, STORYBOARD, fresh_name
from media.signals import clips_changed
from media.uploads.models import Upload
from media.voices.models import Voice

__all__ = ["Clip", "Failure", "MissingFile", "Status", "Trouble", "Upload", "Voice"]  # the models, wherever they live

EXTENSIONS = ["mp4", "mov", "m4v", "3gp", "webm", "mkv", "avi", "m4a", "mp3", "ogg", "wav"]


class Status(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    WORKING = "working", _("Being prepared")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class Failure(models.TextChoices):
    """Why a video cannot be used, in words for the trainer who uploaded it."""

    NOT_VIDEO = "not_video", _("This file is not a video, or it is damaged. Please choose another file.")
    INCOMPLETE = "incomplete", _("Part of this video is missing. Please copy it from the phone again.")
    TOO_LONG = "too_long", _("This video is too long. Please cut it shorter.")
    TOO_LARGE = "too_large", _("The picture of this video is too large. Please record it at 4K or less.")
    TOO_SMALL = "too_small", _("The picture of this video is too small to be seen. Please choose another file.")
    TOO_SLOW = "too_slow", _("Preparing this video took too long. Please try again, or use a shorter video.")
    LOST = "lost", _("The work stopped half way. Please try again.")
    MISSING = "missing", _("The uploaded file is no longer there. Please upload the video again.")
    NOT_STORED = (
        "not_stored",
        _("There was no room for this video, or its storage did not answer. Please try again later."),
    )
    NO_SOUND = "no_sound", _("There is no sound in this file, or it is damaged. Please choose another file.")
    DIFFERENT_LENGTH = "different_length", _("This recording is no longer as long as the clip. Please record it anew.")
    UNEXPECTED = "unexpected", _("This video could not be prepared. Please try again, or save it as MP4 first.")


UNSEEN = {"percent", "lease", "locked_until", "attempts", "recipe", "failure_detail"}  # by whom a clip is shown to


class ClipQuerySet(models.QuerySet):
    def update(self, **kwargs) -> int:
        """The worker writes what became of a clip by such queries; who shows it hears of it."""
        ids = [] if UNSEEN.issuperset(kwargs) else list(self.order_by().values_list("pk", flat=True))
        changed = super().update(**kwargs)
        if ids and changed:
            clips_changed.send(Clip, ids=ids)
        return changed

    update.alters_data = True  # type: ignore[attr-defined]  # how Django marks what no template may call

    def having(self, build: str) -> "ClipQuerySet":
        """Clips with this build, shown now or until lately."""
        return self.filter(models.Q(build=build) | models.Q(former_build=build)) if build else self.none()


WAITING = ("status", "percent", "recipe", "lease", "locked_until", "attempts")  # what a new upload changes


class Clip(DjangoHLSMedia):
    Status, Failure = Status, Failure

    objects = ClipQuerySet.as_manager()

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    captions = models.TextField(
        _("what is said"),
        blank=True,
        validators=[validate_captions],
        help_text=_(
            "One line for each thing said: the minute and second, then the words. For example: 0:08 Tap the gear. "
            "WebVTT, SRT, SBV, TTML and YouTube's transcript can be pasted here too."
        ),
    )
    chapters = models.TextField(
        _("parts of the clip"),
        blank=True,
        validators=[validate_chapters],
        help_text=_(
            "For a longer clip: one line for each part, when it begins and its name. For example: 0:00 Settings."
        ),
    )
    cues = models.JSONField(default=list, editable=False)  # [start, end, text] of each: `captions` as it was read
    parts = models.JSONField(default=list, editable=False)  # the same of `chapters`
    ai_made = models.BooleanField(
        _("made with AI"),
        default=False,
        help_text=_("Tick this if the picture or the voice was made by AI. Learners are told so."),
    )
    members_only = models.BooleanField(
        _("only for signed-in members"),
        default=False,
        help_text=_("Whoever has not signed in is asked to do so before she can watch this clip or read what is said."),
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.QUEUED, editable=False)
    percent = models.PositiveSmallIntegerField(default=0, editable=False)
    failure = models.CharField(max_length=20, blank=True, editable=False)
    failure_detail = models.TextField(blank=True, editable=False)  # the encoder's last words, for who runs the server

    build = models.CharField(max_length=40, blank=True, editable=False)
    recipe = models.PositiveSmallIntegerField(default=0, editable=False)  # 0: not all that the recipe makes is there
    former_build = models.CharField(max_length=40, blank=True, editable=False)  # shown before, to be played to its end
    former_until = models.DateTimeField(null=True, editable=False)
    duration = models.FloatField(_("length"), null=True, editable=False)  # seconds
    width = models.PositiveIntegerField(null=True, editable=False)  # as seen: after rotation
    height = models.PositiveIntegerField(null=True, editable=False)
    progressive_bytes = models.PositiveBigIntegerField(default=0, editable=False)
    has_storyboard = models.BooleanField(default=False, editable=False)
    # What was added to a build after it was made, as "<build>/<name>": of no effect in the next build.
    voiced_master = models.CharField(max_length=80, blank=True, editable=False)
    poster_file = models.CharField(max_length=80, blank=True, editable=False)
    poster_second = models.FloatField(null=True, editable=False)  # chosen by the trainer; None: chosen by us

    lease = models.CharField(max_length=40, blank=True, editable=False)  # the build that a worker is making now
    locked_until = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("clip")
        verbose_name_plural = _("clips")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        """Go past the parent's save, which would transcode here and now; `media.receivers` queues a new upload."""
        if self.has_new_upload:
            self.media.name = fresh_name(self.media.name)
            if kwargs.get("update_fields"):
                kwargs["update_fields"] = {*kwargs["update_fields"], *WAITING}
        self._read_what_is_said(kwargs)
        models.Model.save(self, *args, **kwargs)

    def _read_what_is_said(self, kwargs: dict) -> None:
        """Once, here: a lesson is opened a thousand times as often as its clip is changed."""
        saved = kwargs.get("update_fields")
        for typed, read in (("captions", "cues"), ("chapters", "parts")):
            if saved is None or typed in saved:
                setattr(self, read, [[cue.start, cue.end, cue.text] for cue in read_cues(getattr(self, typed))])
                if saved is not None:
                    kwargs["update_fields"] = {*kwargs["update_fields"], read}

    def clean_fields(self, exclude=None) -> None:
        """The parent accepts mp4, mp3 and m4a only; phones record in more kinds of file than that."""
        super().clean_fields(exclude={*(exclude or ()), "media"})
        if "media" not in (exclude or ()):
            _validate_upload(self.media)

    @property
    def has_new_upload(self) -> bool:
        return bool(self.media) and not self.media._committed

    @property
    def is_playable(self) -> bool:
        return bool(self.build)

    @property
    def is_settled(self) -> bool:
        return self.status in {Status.READY, Status.FAILED}

    @property
    def is_being_sharpened(self) -> bool:
        """The first stage of the build being made is shown, the second is at work."""
        return self.status == Status.WORKING and bool(self.build) and self.build == self.lease

    @property
    def failure_message(self) -> str:
        return str(Failure(self.failure).label) if self.failure else ""

    def is_open_to(self, user) -> bool:
        """Whether this person may see more than that there is a clip. Its addresses work for whoever has them."""
        return not self.members_only or bool(user and user.is_authenticated)

    def file_url(self, name: str) -> str:
        return addresses.file_address(self, name) if self.build else ""

    @property
    def master_url(self) -> str:
        """Another address when something is added to it: phones keep what they have fetched for a year."""
        return self.file_url(self._in_build(self.voiced_master) or self.master)

    @property
    def master(self) -> str:
        """The name of the master playlist that the packaging made: what its last whole stage lists."""
        return PurePosixPath(self.hls_file.name or MASTER).name

    @property
    def progressive_url(self) -> str:
        return self.file_url(PROGRESSIVE)

    @property
    def poster_url(self) -> str:
        return self.file_url(self.poster_name)

    @property
    def poster_name(self) -> str:
        return self._in_build(self.poster_file) or POSTER

    @property
    def storyboard_url(self) -> str:
        """Where `storyboard.json` says which part of one picture shows which seconds
        (`media.packaging.storyboards`)."""
        return self.file_url(STORYBOARD) if self.has_storyboard else ""

    def _in_build(self, added: str) -> str:
        build, _slash, name = added.partition("/")
        return name if build == self.build else ""

    @property
    def shared_poster_url(self) -> str:
        """The poster by an address on this site that never ends, for link previews; "" for a members-only clip."""
        return (
            addresses.own_address(self, "file", self.build, self.poster_name)
            if self.build and not self.members_only
            else ""
        )

    @property
    def addresses_end(self) -> bool:
        return addresses.end(self)

    @property
    def seconds_right(self) -> int:
        """How long a page may be kept that names its addresses: until they would be others."""
        return addresses.seconds_of_this_hour() if self.addresses_end else addresses.DAY

    @property
    def size_mb(self) -> float:
        """What playing it to the end costs at the most careful quality, in MB; never shown as nothing."""
        return max(0.1, round(self.progressive_bytes / 1_000_000, 1))

    @property
    def webvtt(self) -> str:
        return write_webvtt([Cue(*cue) for cue in self.cues], self.duration)

    @property
    def captions_digest(self) -> str:
        return _digest(self.webvtt)

    @property
    def captions_url(self) -> str:
        if not self.cues:
            return ""
        return addresses.own_address(self, "captions", self.captions_digest)

    @property
    def chapters_webvtt(self) -> str:
        return write_webvtt([Cue(*cue) for cue in self.parts], self.duration)

    @property
    def chapters_digest(self) -> str:
        return _digest(self.chapters_webvtt)

    @property
    def chapters_url(self) -> str:
        return addresses.own_address(self, "chapters", self.chapters_digest) if self.parts else ""

    @property
    def transcript(self) -> list[tuple[float, str]]:
        return [(start, text) for start, _end, text in self.cues]


class Trouble(models.Model):
    """How often something went wrong on one day while a clip was played. It does not say for whom."""

    class Kind(models.TextChoices):
        STALL = "stall", _("stopped for a moment to load")
        FETCH = "fetch", _("part of the clip did not arrive")
        DECODE = "decode", _("the phone could not show the picture")
        GAVE_UP = "gave-up", _("did not play at all")

    clip = models.ForeignKey(Clip, on_delete=models.CASCADE, related_name="troubles")
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clip", "day", "kind"], name="one_count_a_day")]

    def __str__(self) -> str:
        return f"{self.clip_id} {self.day} {self.kind}: {self.times}"


class MissingFile(models.Model):
    """A file that should be in the storage and was not there when it was wanted (`media.missing_files`)."""

    path = models.CharField(max_length=255, unique=True)
    what = models.CharField(max_length=255)  # whose file it is, in words for who looks after the installation
    noticed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-noticed_at"]

    def __str__(self) -> str:
        return self.path


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _validate_upload(file) -> None:
    if not file:
        raise ValidationError({"media": _("Please choose a video.")})
    try:
        FileExtensionValidator(EXTENSIONS)(file)
    except ValidationError as mistake:
        raise ValidationError({"media": mistake}) from mistake
