"""Fit a recording to its clip and add it to the build that is shown: nothing of the picture is made again.

The track and a master playlist that names it are stored beside the files of the build under names of their own, so what
phones have kept stays right. A job may run twice, or for a build that is replaced meanwhile: whoever comes last wins,
and what the other made is removed.
"""

import hashlib
import secrets
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from media import playlists
from media.layout import SOUND, build_folder
from media.models import Clip, Failure
from media.packaging import recipe
from media.packaging.plan import SOUND_KBPS
from media.packaging.probe import SOURCE_NAME, RefusedError, copy_in, probe_sound, work_folder
from media.packaging.process import Limits, RunFailedError, ffmpeg, run
from media.voices.audio_groups import Spoken, with_voices
from media.voices.languages import CLIP_LANGUAGE, language_name
from media.voices.models import ATTEMPTS, PATIENCE, Voice, fits

ENDS = (".m3u8", ".mp4")


@dataclass(frozen=True)
class Fitted:
    name: str
    peak: int
    average: int


@task()
def make_voice(voice_id: int) -> None:
    """Fit one voice that waits; what became of it is said on its row."""
    waiting = Voice.objects.filter(pk=voice_id, status=Voice.Status.QUEUED, attempts__lt=ATTEMPTS)
    waiting = waiting.exclude(clip__build="")  # its turn comes when the clip has something to be added to
    if not waiting.update(attempts=F("attempts") + 1):
        return
    voice = Voice.objects.select_related("clip").get(pk=voice_id)
    try:
        _make(voice, voice.clip)
    except RefusedError as refused:
        _fail(voice, refused.reason)
    except RunFailedError as failed:
        _fail(voice, Failure.TOO_SLOW if failed.took_too_long else Failure.UNEXPECTED)


def queue_voices(voices) -> None:
    """Make these anew, once what changes them is committed."""
    for voice_id in list(voices.values_list("pk", flat=True)):
        Voice.objects.filter(pk=voice_id).update(
            status=Voice.Status.QUEUED, failure="", attempts=0, queued_at=timezone.now()
        )
        transaction.on_commit(partial(make_voice.enqueue, voice_id))


def requeue_lost_voices() -> None:
    """Take up again what a worker left when it died; give up on what failed so twice."""
    lost = Voice.objects.filter(status=Voice.Status.QUEUED, queued_at__lt=timezone.now() - PATIENCE)
    lost = lost.exclude(clip__build="")
    if not lost.exists():
        return
    lost.filter(attempts__gte=ATTEMPTS).update(status=Voice.Status.FAILED, failure=Failure.LOST)
    for voice_id in list(lost.values_list("pk", flat=True)):
        if lost.filter(pk=voice_id).update(queued_at=timezone.now()):
            make_voice.enqueue(voice_id)


def remove_voice(voice: Voice) -> None:
    """Learners no longer find this language; its files go with the row (`media.receivers`)."""
    with transaction.atomic():
        clip = Clip.objects.select_for_update(of=("self",)).get(pk=voice.clip_id)
        voice.delete()
        list_voices(clip)


def _make(voice: Voice, clip: Clip) -> None:
    with work_folder() as folder:
        try:
            with voice.sound.open() as recording:
                copy_in(recording, folder)
        except FileNotFoundError as missing:
            raise RefusedError(Failure.MISSING) from missing
        if not fits(probe_sound(folder), clip.duration or 0):
            raise RefusedError(Failure.DIFFERENT_LENGTH)
        fitted = fit(folder, clip.duration or 0)
        for end in ENDS:
            with (folder / f"{fitted.name}{end}").open("rb") as made:
                default_storage.save(f"{build_folder(clip.uuid, clip.build)}/{fitted.name}{end}", File(made))
    if not _publish(voice, clip, fitted):
        remove_track(clip, f"{clip.build}/{fitted.name}")


def fit(folder: Path, seconds: float) -> Fitted:
    """A track of this length, as loud as the clip's own sound, from the recording that lies in the folder."""
    name = f"voice-{secrets.token_hex(4)}"
    command = [
        *recipe.GUARDS,
        *recipe.ONLY_LOCAL_VIDEO,
        "-i",
        SOURCE_NAME,
        *("-map", "0:a:0", "-vn", "-map_metadata", "-1", "-map_chapters", "-1"),
        *("-af", f"{recipe.LEVEL_SOUND},{recipe.lasting(seconds)}"),
        *("-c:a", "aac", "-b:a", f"{SOUND_KBPS}k", "-ac", "1", *recipe.WITHOUT_WARMING_UP),
        *("-f", "hls", "-hls_time", str(recipe.SEGMENT_SECONDS), "-hls_playlist_type", "vod", "-hls_list_size", "0"),
        *("-hls_flags", "single_file", "-hls_segment_type", "fmp4"),
        *recipe.FROM_NOTHING,
        *("-hls_segment_filename", f"{name}.mp4", f"{name}.m3u8"),
    ]
    most = Limits(60 + 2 * seconds, file_bytes=int(SOUND_KBPS * 125 * seconds * 2) + 1_000_000)
    run([ffmpeg(), *command], folder=folder, limits=most)
    segments = playlists.segments((folder / f"{name}.m3u8").read_text())
    track = playlists.Track(name, segments, "")
    return Fitted(name, track.peak, track.average)


def _publish(voice: Voice, made_for: Clip, fitted: Fitted) -> bool:
    """Whether the track is now heard. It is not when the voice is gone or the clip has got another build meanwhile."""
    with transaction.atomic():
        clip = Clip.objects.select_for_update(of=("self",)).filter(pk=made_for.pk, build=made_for.build).first()
        held = Voice.objects.filter(pk=voice.pk)
        if clip is None or not held.exists():
            queue_voices(held)
            return False
        former = held.get().track
        held.update(
            status=Voice.Status.READY, failure="", track=f"{clip.build}/{fitted.name}",
            peak=fitted.peak, average=fitted.average,
        )  # fmt: skip
        list_voices(clip)
        if former.startswith(f"{clip.build}/"):
            transaction.on_commit(lambda: remove_track(clip, former))
    return True


def list_voices(clip: Clip) -> None:
    """Store the master playlist that names what can be heard in this build, and point to it."""
    voices = [voice for voice in clip.voices.all() if voice.is_in(clip.build)]
    name = ""
    if voices:
        text = _master(clip, voices)
        name = f"{clip.build}/master-{hashlib.sha256(text.encode()).hexdigest()[:8]}.m3u8"
        path = f"{build_folder(clip.uuid, name.partition('/')[0])}/{name.partition('/')[2]}"
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(text.encode()))
    Clip.objects.filter(pk=clip.pk).update(voiced_master=name)


def _master(clip: Clip, voices: list[Voice]) -> str:
    master = _stored(clip, clip.master)
    with translation.override(CLIP_LANGUAGE):  # the files of a build say it to learners, whoever made them
        own = _own(clip) if f"{SOUND}.m3u8" in master else None
        return with_voices(master, own, [_spoken(voice) for voice in voices])


def _own(clip: Clip) -> Spoken:
    track = playlists.Track(SOUND, playlists.segments(_stored(clip, f"{SOUND}.m3u8")), "")
    label = _label(CLIP_LANGUAGE, clip.ai_made)
    return Spoken(CLIP_LANGUAGE, label, clip.ai_made, f"{SOUND}.m3u8", track.peak, track.average)


def _spoken(voice: Voice) -> Spoken:
    uri = f"{voice.track.partition('/')[2]}.m3u8"
    label = _label(voice.language, voice.ai_made)
    return Spoken(voice.language, label, voice.ai_made, uri, voice.peak, voice.average)


def _label(language: str, ai_made: bool) -> str:
    name = language_name(language)
    return _("%(language)s (made with AI)") % {"language": name} if ai_made else name


def _stored(clip: Clip, name: str) -> str:
    with default_storage.open(f"{build_folder(clip.uuid, clip.build)}/{name}") as stored:
        return stored.read().decode()


def remove_track(clip: Clip, track: str) -> None:
    build, _slash, name = track.partition("/")
    for end in ENDS:
        default_storage.delete(f"{build_folder(clip.uuid, build)}/{name}{end}")


def _fail(voice: Voice, reason: Failure) -> None:
    Voice.objects.filter(pk=voice.pk).update(status=Voice.Status.FAILED, failure=reason)
