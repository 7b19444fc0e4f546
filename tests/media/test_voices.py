"""A clip in another language: a recording is fitted to it, heard, carried over to the next build, and removed."""

import re
from array import array

import av
import pytest
from django.core.files.base import ContentFile

from media.admin.forms import ClipForm
from media.models import Clip, Failure
from media.packaging.pipeline import package
from media.voices import fitting
from media.voices.fitting import make_voice, queue_voices, remove_voice, requeue_lost_voices
from media.voices.models import Voice, fits
from tests.media.conftest import run_ffmpeg, upload


@pytest.fixture(scope="session")
def make_recording(videos):
    def make(name: str, seconds: float = 1, volume: float = 1):
        path = videos / name
        if not path.exists():
            run_ffmpeg("-f", "lavfi", "-i", f"sine=500:d={seconds}", "-af", f"volume={volume}", path)
        return path

    return make


@pytest.fixture
def add_voice(ready, make_recording):
    def add(language="tyz", recording=None, **fields) -> Voice:
        path = recording or make_recording("voice.mp3")
        voice = Voice(clip=ready, language=language, **fields)
        voice.sound = ContentFile(path if isinstance(path, bytes) else path.read_bytes(), name="ghi-am.mp3")
        voice.save()
        return voice

    return add


def made(voice: Voice) -> Voice:
    make_voice.func(voice.pk)
    return Voice.objects.get(pk=voice.pk)


def master(uploads) -> str:
    clip = Clip.objects.get()
    return (uploads / "clips" / str(clip.uuid) / clip.build / clip.master_url.split("/")[-1]).read_text()


@pytest.mark.parametrize("kind", ["mp3", "ogg", "wav", "m4a", "flac"])
def test_a_recording_of_any_usual_kind_is_heard(add_voice, make_recording, uploads, kind):
    voice = made(add_voice(recording=make_recording(f"voice.{kind}")))
    assert (voice.status, voice.failure) == ("ready", "")
    name = voice.track.split("/")[1]
    assert f'LANGUAGE="tyz",DEFAULT=NO,AUTOSELECT=YES,CHANNELS="1",URI="{name}.m3u8"' in master(uploads)


def test_the_picture_is_not_touched(add_voice, uploads, files):
    before = {name: (uploads / name).stat().st_mtime_ns for name in files()}
    made(add_voice())
    after = {name: (uploads / name).stat().st_mtime_ns for name in files() if name in before}
    added = {re.sub("[0-9a-f]{8}", "*", name.split("/")[-1]) for name in set(files()) - set(before)}
    assert (after, {name for name in added if "voice" in name or "master" in name}) == (
        before,
        {"voice-*.m3u8", "voice-*.mp4", "master-*.m3u8"},
    )


@pytest.mark.parametrize("seconds", [0.7, 1.6])
def test_it_becomes_as_long_as_the_clip_and_as_loud(add_voice, make_recording, uploads, ready, seconds):
    voice = made(add_voice(recording=make_recording(f"{seconds}.wav", seconds, volume=0.05)))
    build, name = voice.track.split("/")
    with av.open(uploads / "clips" / str(ready.uuid) / build / f"{name}.mp4") as track:
        stream = track.streams.audio[0]
        frames = [array("f", bytes(frame.planes[0]))[: frame.samples] for frame in track.decode(stream)]
        heard = [value for frame in frames for value in frame]
        assert (stream.codec.name, stream.channels) == ("aac", 1)
    assert len(heard) / stream.rate == pytest.approx(ready.duration, abs=0.1)
    assert max(heard) > 0.1  # it came with a fortieth


def test_a_voice_made_with_ai_says_so(add_voice, uploads):
    made(add_voice("hmn", ai_made=True))
    assert 'NAME="Tiếng Mông (do AI tạo)",LANGUAGE="hmn"' in master(uploads)
    assert 'CHARACTERISTICS="vn.hoc-cung-chi-em.made-with-ai"' in master(uploads)


def test_saying_that_the_clip_is_made_with_ai_says_so_of_its_own_sound(
    add_voice, uploads, django_capture_on_commit_callbacks
):
    made(add_voice())
    with django_capture_on_commit_callbacks(execute=True):
        ClipForm({"title": "Đổi cỡ chữ", "ai_made": "on"}, {}, instance=Clip.objects.get()).save()
    assert 'NAME="Tiếng Việt (do AI tạo)",LANGUAGE="vi"' in master(uploads)


def test_a_silent_clip_can_be_given_a_voice(make_ready, make_video, make_recording, uploads):
    clip = make_ready(make_video("silent.mp4", sound=False))
    voice = Voice(clip=clip, language="tyz")
    voice.sound.save("ghi-am.mp3", make_recording("voice.mp3").open("rb"))
    made(voice)
    assert 'LANGUAGE="tyz",DEFAULT=YES' in master(uploads)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"khong phai am thanh", Failure.NO_SOUND),
        (b"#EXTM3U\nhttp://127.0.0.1/secret.ts\n", Failure.NO_SOUND),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", Failure.NO_SOUND),
        (b"ID3\x04" + bytes(4000), Failure.NO_SOUND),
    ],
    ids=["text", "playlist", "concat", "damaged"],
)
def test_what_is_no_recording_fails_in_plain_words_and_leaves_nothing(add_voice, files, content, reason):
    voice = add_voice(recording=content)
    before = files()
    failed = made(voice)
    assert (failed.status, failed.failure, files()) == ("failed", reason, before)


def test_a_silent_video_is_no_recording(add_voice, make_video):
    assert made(add_voice(recording=make_video("silent.mp4", sound=False))).failure == Failure.NO_SOUND


def test_one_of_another_length_is_refused(add_voice, make_recording):
    assert made(add_voice(recording=make_recording("long.mp3", 4))).failure == Failure.DIFFERENT_LENGTH


@pytest.mark.parametrize(
    ("seconds", "clip", "fit"),
    [(60, 60, True), (62, 60, True), (64, 60, False), (46, 60, True), (44, 60, False), (630, 600, True)],
)
def test_how_long_a_recording_may_be(seconds, clip, fit):
    assert fits(seconds, clip) == fit


def test_several_languages_stand_in_the_order_in_which_they_came(add_voice, uploads):
    for language in ("tyz", "blt"):
        made(add_voice(language))
    assert re.findall('LANGUAGE="(.+?)"', master(uploads)) == ["vi", "tyz", "blt"]


def test_a_removed_language_is_gone_with_its_files(add_voice, uploads, files, django_capture_on_commit_callbacks):
    voice = made(add_voice())
    with django_capture_on_commit_callbacks(execute=True):
        remove_voice(voice)
    assert re.findall('LANGUAGE="(.+?)"', master(uploads)) == ["vi"]
    assert [name for name in files() if "voice" in name] == []


def test_a_clip_that_is_deleted_takes_its_voices_along(add_voice, files, django_capture_on_commit_callbacks):
    made(add_voice())
    with django_capture_on_commit_callbacks(execute=True):
        Clip.objects.all().delete()
    assert files() == []


def test_a_voice_made_twice_leaves_one_track(add_voice, files, django_capture_on_commit_callbacks):
    voice = made(add_voice())
    Voice.objects.update(status="queued")
    with django_capture_on_commit_callbacks(execute=True):
        again = made(voice)
    tracks = {name.split("/")[-1].split(".")[0] for name in files() if "/voice-" in name}
    assert (again.track != voice.track, tracks) == (True, {again.track.split("/")[1]})


def test_a_new_build_of_the_clip_speaks_the_same_languages(
    add_voice, video, uploads, ready, django_capture_on_commit_callbacks
):
    voice = made(add_voice())
    upload(Clip.objects.get(), video)
    with django_capture_on_commit_callbacks(execute=True):
        package(ready.pk)
    assert re.findall('LANGUAGE="(.+?)"', master(uploads)) == ["vi"]
    assert (made(voice).track.split("/")[0], re.findall('LANGUAGE="(.+?)"', master(uploads))) == (
        Clip.objects.get().build,
        ["vi", "tyz"],
    )


def test_a_build_that_was_replaced_meanwhile_gets_nothing(add_voice, files, monkeypatch):
    voice = add_voice()
    before = files()

    def replaced_meanwhile(*args):
        Clip.objects.update(build="other")
        return real(*args)

    real = fitting._publish
    monkeypatch.setattr(fitting, "_publish", replaced_meanwhile)
    assert (made(voice).status, files()) == ("queued", before)


def test_a_lost_job_is_taken_up_twice_and_then_said(add_voice):
    voice = add_voice()
    queue_voices(Voice.objects.filter(pk=voice.pk))
    long_ago = voice.queued_at.replace(year=2020)
    for attempts, status in ((1, "queued"), (2, "failed")):
        Voice.objects.update(attempts=attempts, queued_at=long_ago)
        requeue_lost_voices()
        assert Voice.objects.get().status == status
    assert Voice.objects.get().failure == Failure.LOST
