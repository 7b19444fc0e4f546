"""The screen where a trainer picks the picture that stands for a clip: one of several moments, or any second."""

import json

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media.admin.voice_views import headed
from media.layout import STORYBOARD, build_folder
from media.missing_files import is_there
from media.models import Clip
from media.packaging.posters import take_poster, use_own_poster
from media.packaging.process import RunFailedError
from media.packaging.storyboards import middle

OFFERED = 12
SHEET = "storyboard.webp"


class SecondForm(forms.Form):
    second = forms.FloatField(label=gettext_lazy("At second"), min_value=0)

    def __init__(self, *args, longest: float, **kwargs):
        super().__init__(*args, **kwargs)
        second = forms.FloatField(label=gettext_lazy("At second"), min_value=0, max_value=longest)
        self.fields["second"] = second


def poster(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("media.change_clip"):
        raise PermissionDenied
    clip = get_object_or_404(Clip.objects.exclude(build=""), pk=pk)
    form = SecondForm(request.POST if "second" in request.POST else None, longest=clip.duration)
    if request.method == "POST" and _change(request, clip, form):
        return redirect("clips:poster", clip.pk)
    context = {"clip": clip, "form": form, "moments": moments(clip), "sheet": clip.file_url(SHEET)}
    return TemplateResponse(request, "media/admin/poster.html", context | headed(clip, _("Picture of the clip")))


def _change(request: HttpRequest, clip: Clip, form: SecondForm) -> bool:
    """Whether the poster was changed; if not, the form says why."""
    if "own" in request.POST:
        use_own_poster(clip)
    elif not form.is_valid():
        return False
    else:
        try:
            take_poster(clip, form.cleaned_data["second"])
        except (FileNotFoundError, RunFailedError):
            form.add_error("second", _("There is no picture at this second. Please choose another one."))
            return False
    messages.success(request, _("The picture of the clip was changed."))
    return True


def moments(clip: Clip) -> list[dict]:
    """Some pictures of the storyboard, evenly over the clip: the second, and where it lies on the sheet (pixels)."""
    if not clip.has_storyboard:
        return []
    folder = build_folder(clip.uuid, clip.build)
    what = _("Clip “%(title)s”") % {"title": clip.title}
    if not all(is_there(f"{folder}/{name}", what) for name in (STORYBOARD, SHEET)):
        return []
    with default_storage.open(f"{folder}/{STORYBOARD}") as stored:
        board = json.load(stored)
    count, columns, width, height = (board[key] for key in ("count", "columns", "width", "height"))
    sheet = {
        "width": width,
        "height": height,
        "across": min(count, columns) * width,
        "down": -(-count // columns) * height,
    }
    offered = min(count, OFFERED)
    numbers = [step * count // offered for step in range(offered)]
    return [
        {"second": middle(n, clip.duration or 0, count), "x": n % columns * width, "y": n // columns * height} | sheet
        for n in numbers
    ]
