"""The screen where a trainer gives a clip other languages: which there are, what became of them, add, remove."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.forms.models import WagtailAdminModelForm

from media.models import Clip
from media.packaging.probe import RefusedError, copy_in, probe_sound, work_folder
from media.templatetags.clips import clock
from media.uploads.fields import SendingForm, SendingInput
from media.uploads.models import Kind, megabytes_at_most
from media.voices.fitting import queue_voices, remove_voice, requeue_lost_voices
from media.voices.languages import CHOICES, CLIP_LANGUAGE, language_code, language_name
from media.voices.models import Voice, fits

EXTENSIONS = ["mp3", "m4a", "aac", "wav", "ogg", "opus", "oga", "flac", "amr", "3gp", "webm", "mp4", "mov"]
OTHER = "other"


class VoiceForm(SendingForm, WagtailAdminModelForm):
    sending = "sound"
    spoken = forms.ChoiceField(label=gettext_lazy("Language"))
    code = forms.CharField(
        label=gettext_lazy("Code of the other language"),
        required=False,
        max_length=35,
        help_text=gettext_lazy("Only for a language that is not in the list, for example: bru for Bru – Vân Kiều."),
    )

    class Meta:
        model = Voice
        fields = ["sound", "ai_made"]
        widgets = {"sound": SendingInput(Kind.SOUND, EXTENSIONS)}
        help_texts = {
            "sound": format_lazy(
                gettext_lazy("What is said in the clip, in one piece and as long as the clip. {kinds}."),
                kinds=", ".join(EXTENSIONS[:5]),
            )
        }

    field_order = ["spoken", "code", "sound", "ai_made"]

    def __init__(self, *args, clip: Clip, **kwargs):
        super().__init__(*args, **kwargs)
        self.clip = clip
        spoken = set(clip.voices.values_list("language", flat=True))
        free = [(code, name) for code, name in CHOICES if code not in spoken]
        field = self.fields["spoken"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*free, (OTHER, gettext_lazy("Another language"))]

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if cleaned.get("spoken"):
            try:
                self.instance.language = self._language(cleaned)
            except ValidationError as mistake:
                self.add_error("code", mistake)
        return cleaned

    def _language(self, cleaned: dict) -> str:
        if cleaned["spoken"] != OTHER:
            return cleaned["spoken"]
        code = language_code(cleaned.get("code", ""))
        if code == CLIP_LANGUAGE or self.clip.voices.filter(language=code).exists():
            raise _spoken_already(code)
        return code

    def clean_sound(self):
        sound, most = self.cleaned_data["sound"], megabytes_at_most(Kind.SOUND)
        if sound.size > most * 1_000_000:
            raise ValidationError(_("This file is larger than %(mb)s MB.") % {"mb": most})
        try:
            with work_folder() as folder:
                copy_in(sound, folder)
                seconds = probe_sound(folder)
        except RefusedError as refused:
            raise ValidationError(refused.reason.label) from refused
        if not fits(seconds, self.clip.duration or 0):
            lengths = {"recording": clock(seconds), "clip": clock(self.clip.duration)}
            raise ValidationError(
                _("The recording is %(recording)s long, the clip %(clip)s. They must be equally long.") % lengths
            )
        return sound

    def add(self) -> Voice | None:
        """The voice; None when it was pressed twice, or somebody else was first."""
        try:
            with transaction.atomic():
                return self.save()
        except IntegrityError:
            self.add_error("spoken", _spoken_already(self.instance.language))
            return None

    def save(self, commit=True) -> Voice:
        self.instance.clip, self.instance.uploaded_by = self.clip, self.sender
        voice = super().save(commit)
        queue_voices(Voice.objects.filter(pk=voice.pk))
        self.forget_what_was_sent()
        return voice


def _spoken_already(code: str) -> ValidationError:
    return ValidationError(_("The clip speaks %(language)s already.") % {"language": language_name(code)})


def voices(request: HttpRequest, pk: int) -> HttpResponse:
    clip = _clip_to_change(request, pk)
    requeue_lost_voices()
    form = VoiceForm(request.POST or None, request.FILES or None, for_user=request.user, clip=clip)
    if request.method == "POST" and form.is_valid() and (voice := form.add()):
        messages.success(request, _("%(language)s is being added to the clip.") % {"language": voice.name})
        return redirect("clips:voices", clip.pk)
    context = {"clip": clip, "voices": clip.voices.all(), "form": form, "own": language_name(CLIP_LANGUAGE)}
    return TemplateResponse(request, "media/admin/voices.html", context | headed(clip, _("Spoken languages")))


@require_POST
def remove(request: HttpRequest, pk: int, voice: int) -> HttpResponse:
    spoken = get_object_or_404(Voice, pk=voice, clip=_clip_to_change(request, pk))
    name = spoken.name
    remove_voice(spoken)
    messages.success(request, _("%(language)s was removed from the clip.") % {"language": name})
    return redirect("clips:voices", pk)


def _clip_to_change(request: HttpRequest, pk: int) -> Clip:
    """The clip, if this person may change it and it can be played: only then is there something to add to."""
    if not request.user.has_perm("media.change_clip"):
        raise PermissionDenied
    return get_object_or_404(Clip.objects.exclude(build=""), pk=pk)


def headed(clip: Clip, title: str) -> dict:
    """What Wagtail's screens show at their head."""
    trail = [
        {"url": reverse("clips:index"), "label": _("Clips")},
        {"url": reverse("clips:edit", args=[clip.pk]), "label": clip.title},
        {"url": "", "label": title},
    ]
    return {"breadcrumbs_items": trail, "page_title": title, "header_title": title, "header_icon": "media"}
