"""What a clip's player says: times (34 seconds is 0:34), who may see it, and what there is to choose from."""

import json

from django import template
from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from media.models import Clip
from media.playback import choices as playback_choices
from media.playback import troubles

register = template.Library()

PICTURES = {"saver": _("Light version"), "low": _("Medium picture"), "high": _("Sharp picture")}


@register.filter
def clock(seconds: float | None) -> str:
    if seconds is None:
        return ""
    hours, rest = divmod(int(seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


@register.filter
def open_to(clip: Clip, user) -> bool:
    return clip.is_open_to(user)


@register.simple_tag
def sign_in_address() -> str:
    return resolve_url(settings.LOGIN_URL)


@register.filter
def trouble(clip: Clip) -> list[tuple[str, int]]:
    return troubles.recent(clip)


@register.filter
def choices(clip: Clip) -> dict:
    """{"tracks": JSON for player.js, "pictures": [{name, label, mb}], "sound_mb", "sounds": [{language, label}]}.

    Empty when the playlists cannot be read: the clip plays all the same, with nothing to choose.
    """
    offer = playback_choices.offer(clip)
    if not offer:
        return {}
    sound = offer["sounds"][:1]
    weights = {picture["name"]: playback_choices.weight(picture, *sound) for picture in offer["pictures"]}
    return {
        "tracks": json.dumps(_addressed(clip, offer), separators=(",", ":"), ensure_ascii=False),
        "pictures": [
            {"name": name, "label": label, "mb": weights[name]} for name, label in PICTURES.items() if name in weights
        ],
        "sound_mb": playback_choices.weight(*sound) if sound else None,
        "sounds": [{"language": each["language"], "label": _spoken(each)} for each in offer["sounds"]],
    }


def _addressed(clip: Clip, offer: dict) -> dict:
    """Each file under the address with the fewest round trips, which may be another host and end some time."""
    return {kind: [_short(track, clip.file_url(track["file"])) for track in tracks] for kind, tracks in offer.items()}


def _short(track: dict, address: str) -> dict:
    """A part that lasts as long as the one before it is its bytes alone: nearly all do, and the page carries them."""
    parts = [
        size if n and seconds == track["parts"][n - 1][0] else [seconds, size]
        for n, (seconds, size) in enumerate(track["parts"])
    ]
    return track | {"file": address, "parts": parts}


def _spoken(sound: dict) -> StrOrPromise:
    return _("Vietnamese") if sound["label"] == "vi" else sound["label"]
