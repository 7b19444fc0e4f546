"""The form with which a trainer uploads a clip, in the clips screen and inside a lesson.

A video that cannot be used is refused here, before anything is kept: no row, no file.
"""

from functools import partial

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from wagtail.admin.forms.models import WagtailAdminModelForm

from media.captions.cues import Cue
from media.captions.reading import read_captions
from media.models import EXTENSIONS, Clip, Failure
from media.packaging.carry_over import carry_over
from media.packaging.probe import RefusedError, probe_upload
from media.templatetags.clips import clock
from media.uploads.fields import SendingForm, SendingInput
from media.uploads.models import Kind

LIMITS = _("{kinds}; at most {minutes} minutes and {mb} MB.")
TOO_LONG = _("This video is longer than {minutes} minutes. Please cut it shorter.")
TOO_BIG = _("This file is larger than {mb} MB. Please cut the video shorter.")


def _limit(text) -> StrOrPromise:
    minutes = f"{settings.CLIP_MAX_SECONDS / 60:.3g}"
    return format_lazy(text, kinds=", ".join(EXTENSIONS), minutes=minutes, mb=settings.CLIP_MAX_MB)


class ClipForm(SendingForm, WagtailAdminModelForm):
    class Meta:
        model = Clip
        fields = ["title", "media", "captions", "chapters", "ai_made", "members_only"]
        widgets = {
            "media": SendingInput(Kind.VIDEO, EXTENSIONS),
            "captions": forms.Textarea(attrs={"rows": 6}),
            "chapters": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"media": _("Video")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.seconds = self.instance.duration
        self.left_out: list[str] = []  # of what is said: the faulty cues of a pasted file, each with its line
        self.fields["media"].help_text = _limit(LIMITS)
        self.fields["media"].widget.seconds = settings.CLIP_MAX_SECONDS

    def clean_media(self):
        upload = self.cleaned_data["media"]
        if "media" not in self.changed_data or not upload:
            return upload
        if upload.size > settings.CLIP_MAX_MB * 1_000_000:
            raise ValidationError(_limit(TOO_BIG))
        try:
            self.seconds = probe_upload(upload).duration
        except RefusedError as refused:
            too_long = refused.reason == Failure.TOO_LONG
            raise ValidationError(_limit(TOO_LONG) if too_long else refused.reason.label) from refused
        return upload

    def clean_captions(self) -> str:
        reading = read_captions(self.cleaned_data["captions"])
        self.left_out = [message for faulty in reading.skipped for message in faulty.messages]
        return self._within(self.cleaned_data["captions"], reading.cues)

    def clean_chapters(self) -> str:
        typed = self.cleaned_data["chapters"]
        return self._within(typed, read_captions(typed).cues)

    def _within(self, text: str, cues: list[Cue]) -> str:
        """Where the clip's length is known, nothing begins after its end."""
        late = [cue for cue in cues if self.seconds and cue.start >= self.seconds]
        if late:
            raise ValidationError(_("“%(name)s” begins after the end of the clip (%(length)s)."), params={
                "name": late[0].text, "length": clock(self.seconds),
            })  # fmt: skip
        return text

    def save(self, commit=True):
        """Of a clip that exists, write only what was changed here: a worker may be writing the rest at this moment."""
        adding = self.instance._state.adding
        clip = super().save(commit=False)
        if adding:
            clip.uploaded_by = self.for_user
        if commit:
            clip.save(update_fields=None if adding else self.changed_data)
            self.forget_what_was_sent()
            if "ai_made" in self.changed_data:  # the list of languages says it of the clip's own sound
                transaction.on_commit(partial(carry_over, clip.pk))
        return clip


class NewClipForm(ClipForm):
    """Inside a lesson: only what is needed to have the clip; the rest can be added in the clips screen."""

    class Meta(ClipForm.Meta):
        fields = ["title", "media"]
