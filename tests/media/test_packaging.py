"""From an upload to files that play: real videos, the real ffmpeg."""

import re

import av
import pytest
from django.utils import timezone
from django_hls.models import HLSMedia
from PIL import Image

from media.models import Clip, Failure, Status
from media.packaging import pipeline
from media.packaging.encoding import HURRY, make, write_poster
from media.packaging.pipeline import package, remove_former_builds
from media.packaging.plan import plan
from media.packaging.probe import copy_in, probe, work_folder
from media.packaging.process import RunFailedError
from tests.media.conftest import upload

FIRST = ["audio.m3u8", "audio.mp4", "first.m3u8", "poster.webp", "progressive.mp4", "saver.m3u8", "saver.mp4"]
FIRST += ["storyboard.json", "storyboard.webp"]
AV1 = ["saver-av1.m3u8", "saver-av1.mp4"]
BUILD = sorted(["master.m3u8", *AV1, *FIRST[:2], *FIRST[3:]])


def packaged(clip: Clip) -> Clip:
    package(clip.pk)
    clip.refresh_from_db()
    return clip


def build_of(files) -> list[str]:
    return [name.split("/")[-1] for name in files() if name.startswith("clips/")]


def test_a_packaged_clip_is_ready_with_its_facts(make_clip, video):
    ready = packaged(make_clip(video))
    assert (ready.status, ready.percent, ready.failure, ready.is_playable) == (Status.READY, 100, "", True)
    assert (ready.width, ready.height, round(ready.duration, 1)) == (160, 120, 1.0)
    assert (ready.lease, ready.locked_until) == ("", None)


def test_every_file_of_the_build_is_stored_and_has_its_row(make_clip, video, files, uploads):
    ready = packaged(make_clip(video))
    folder = f"clips/{ready.uuid}/{ready.build}"
    assert build_of(files) == BUILD
    assert sorted(HLSMedia.objects.values_list("file", flat=True)) == [f"{folder}/{name}" for name in BUILD]
    assert ready.hls_file.name == f"{folder}/master.m3u8"
    assert ready.progressive_bytes == (uploads / folder / "progressive.mp4").stat().st_size


def test_a_phone_held_upright_gives_three_portrait_renditions(make_ready, portrait, uploads):
    clip = make_ready(portrait)
    master = (uploads / clip.hls_file.name).read_text()
    assert re.findall(r"RESOLUTION=(\w+)", master) == [
        "480x854",
        "720x1280",
        "360x640",
        "480x854",
    ]  # the moderate one first
    assert re.findall(r"^([\w-]+)\.m3u8", master, re.M) == ["low", "high", "saver", "saver-av1"]
    assert (clip.width, clip.height) == (720, 1280)


def test_the_playlist_tells_what_is_in_the_files(make_ready, portrait, uploads):
    clip = make_ready(portrait)
    folder = (uploads / clip.hls_file.name).parent
    for name, size in {"low": (480, 854), "high": (720, 1280), "saver": (360, 640)}.items():
        with av.open(folder / f"{name}.mp4") as made:
            stream = made.streams.video[0]
            assert (stream.width, stream.height, stream.codec.name) == (*size, "h264")
    assert set(re.findall(r'CODECS="(avc1\.64[0-9a-f]{4}),mp4a\.40\.2"', (folder / "master.m3u8").read_text())) == {
        "avc1.64001e",
        "avc1.64001f",
    }


def test_a_silent_video_has_no_sound_group(make_clip, make_video, files, uploads):
    clip = packaged(make_clip(make_video("silent.mp4", sound=False)))
    assert build_of(files) == [name for name in BUILD if not name.startswith("audio")]
    assert "TYPE=AUDIO" not in (uploads / clip.hls_file.name).read_text()


def test_the_one_file_version_begins_with_its_index(ready, uploads):
    content = (uploads / f"clips/{ready.uuid}/{ready.build}/progressive.mp4").read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_the_poster_is_small(make_ready, portrait, uploads):
    clip = make_ready(portrait)
    poster = uploads / f"clips/{clip.uuid}/{clip.build}/poster.webp"
    assert Image.open(poster).size == (360, 640)
    assert poster.stat().st_size <= 20_000


def test_the_poster_is_small_whatever_it_shows(tmp_path):
    Image.effect_noise((720, 1560), 90).save(tmp_path / "still.png")
    write_poster(tmp_path / "still.png", tmp_path / "poster.webp")
    assert (tmp_path / "poster.webp").stat().st_size <= 20_000


@pytest.mark.parametrize("transfer", ["arib-std-b67", "smpte2084"])
@pytest.mark.parametrize("said", ["color_primaries=bt2020:colorspace=bt2020nc", "range=tv"], ids=["tagged", "not"])
def test_hdr_becomes_what_every_phone_decodes(make_clip, make_video, uploads, transfer, said):
    tags = f"format=yuv420p10le,setparams=color_trc={transfer}:{said}"
    clip = packaged(make_clip(make_video(f"{transfer}-{said[:5]}.mkv", extra=["-vf", tags])))
    assert (clip.status, clip.failure_detail) == (Status.READY, "")
    with av.open((uploads / clip.hls_file.name).with_name("saver.mp4")) as made:
        assert made.streams.video[0].pix_fmt == "yuv420p"


def test_the_caller_hears_how_far_it_is(make_video, in_two_stages):
    heard: list[int] = []
    with work_folder() as folder:
        with make_video("long.mp4", "320x180", 15, 3).open("rb") as file:
            copy_in(file, folder)
        done = [(made.is_last, heard[-1]) for made in make(plan(probe(folder), has_av1=True), folder, heard.append)]
    assert heard == sorted(heard)
    assert done == [(False, HURRY), (True, 94)]


def test_what_is_no_video_fails_in_plain_words(make_clip, files):
    clip = packaged(make_clip(b"khong phai phim"))
    assert (clip.status, clip.failure_message) == (Status.FAILED, str(Failure.NOT_VIDEO.label))
    assert build_of(files) == []


def test_an_upload_that_is_gone_is_named_as_such(make_clip, video):
    clip = make_clip(video)
    clip.media.storage.delete(clip.media.name)
    assert packaged(clip).failure == Failure.MISSING


def test_an_encoder_that_cannot_start_is_a_failure_with_its_last_words(make_clip, video, monkeypatch):
    monkeypatch.setattr("media.packaging.encoding.ffmpeg", lambda: "/bin/false")
    clip = packaged(make_clip(video))
    assert (clip.failure, clip.failure_detail) == (Failure.UNEXPECTED, "exit code 1")


def test_a_storage_that_fails_is_told_to_the_trainer_and_to_the_log(make_clip, video, uploads):
    clip = make_clip(video)
    (uploads / "clips").write_text("a file where the folder should be")
    with pytest.raises(OSError):
        package(clip.pk)
    clip.refresh_from_db()
    assert (clip.status, clip.failure) == (Status.FAILED, Failure.NOT_STORED)


@pytest.mark.usefixtures("in_two_stages")
def test_a_clip_can_be_watched_while_the_rest_is_made(make_clip, portrait, files, meanwhile):
    clip = make_clip(portrait)
    seen = []
    meanwhile(lambda: seen.append((Clip.objects.get(), build_of(files))), after="first")
    done = packaged(clip)
    (shown, names) = seen[0]
    assert (shown.status, shown.is_playable, shown.build, names) == (Status.WORKING, True, done.build, FIRST)
    assert (done.status, done.master_url) == (Status.READY, shown.master_url.replace("first.", "master."))
    assert set(build_of(files)) > set(FIRST)
    assert done.segments.count() == len(build_of(files)) == 16


@pytest.fixture
def meanwhile(monkeypatch):
    """Do something when a stage is made (`after` the first: and shown; otherwise not stored yet)."""

    def meanwhile(act, after="making") -> None:
        def make_and_act(*args):
            stages = make(*args)
            for made in stages:
                if after == "making" or not made.is_first:
                    act()
                yield made

        monkeypatch.setattr(pipeline, "make", make_and_act)

    return meanwhile


STAGES = pytest.mark.parametrize("after", ["making", "first"])


@STAGES
@pytest.mark.usefixtures("in_two_stages")
def test_a_clip_deleted_meanwhile_leaves_nothing(
    make_clip, video, files, meanwhile, after, django_capture_on_commit_callbacks
):
    clip = make_clip(video)
    meanwhile(lambda: Clip.objects.get(pk=clip.pk).delete(), after)
    with django_capture_on_commit_callbacks(execute=True):
        package(clip.pk)
    assert (Clip.objects.count(), files()) == (0, [])


@STAGES
@pytest.mark.usefixtures("in_two_stages")
def test_a_clip_replaced_meanwhile_is_left_to_the_next_worker(make_clip, video, portrait, files, meanwhile, after):
    clip = make_clip(video)
    meanwhile(lambda: upload(Clip.objects.get(pk=clip.pk), portrait), after)
    package(clip.pk)
    clip.refresh_from_db()
    assert (clip.status, clip.is_playable) == (Status.QUEUED, after == "first")
    assert build_of(files) == (FIRST if clip.is_playable else [])


@pytest.mark.usefixtures("in_two_stages")
def test_when_the_second_stage_fails_the_first_is_still_shown(make_clip, video, files, meanwhile):
    def fail() -> None:
        raise RunFailedError("no space", took_too_long=True)

    clip = make_clip(video)
    meanwhile(fail, after="first")
    failed = packaged(clip)
    assert (failed.status, failed.failure, failed.recipe, failed.is_playable) == ("failed", "too_slow", 0, True)
    assert build_of(files) == FIRST


def test_the_build_shown_before_is_kept_for_a_day(ready, portrait, files, client, django_capture_on_commit_callbacks):
    shown, address = ready.build, ready.progressive_url
    upload(ready, portrait)
    assert Clip.objects.get().build == shown
    with django_capture_on_commit_callbacks(execute=True):
        package(ready.pk)
    clip = Clip.objects.get()
    assert (builds_in(files), client.get(address).status_code) == ({shown, clip.build}, 200)
    assert (clip.build != shown, clip.width, clip.segments.count()) == (True, 720, 15)

    Clip.objects.update(former_until=timezone.now())
    remove_former_builds()
    assert (builds_in(files), client.get(address).status_code) == ({clip.build}, 404)


def builds_in(files) -> set[str]:
    return {name.split("/")[2] for name in files() if name.startswith("clips/")}


def test_halves_left_by_a_killed_worker_are_removed(
    make_clip, video, uploads, files, django_capture_on_commit_callbacks
):
    clip = make_clip(video)
    half = uploads / f"clips/{clip.uuid}/half/low.mp4"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    with django_capture_on_commit_callbacks(execute=True):
        package(clip.pk)
    assert build_of(files) == BUILD
    assert not half.parent.exists()


def test_a_sound_recording_becomes_a_clip_to_listen_to(make_clip, make_sound, files, uploads):
    clip = packaged(make_clip(make_sound("sound.m4a")))
    names = [name for name in BUILD if not name.startswith(("saver", "storyboard"))]
    assert (clip.status, clip.width, clip.height, build_of(files)) == (Status.READY, 640, 360, names)
    folder = (uploads / clip.hls_file.name).parent
    assert re.findall(r'CODECS="(.+)"\n(.+)', (folder / "master.m3u8").read_text()) == [("mp4a.40.2", "audio.m3u8")]
    with av.open(folder / "progressive.mp4") as made:
        assert [stream.type for stream in made.streams] == ["audio"]
    assert Image.open(folder / "poster.webp").size == (360, 203)


@pytest.mark.usefixtures("lasting")
def test_what_goes_wrong_while_tidying_takes_nothing_from_what_is_shown(make_clip, video, files, monkeypatch):
    clip = make_clip(video)

    def away(folder: str):
        raise OSError("the storage does not answer")

    with monkeypatch.context() as patch:
        patch.setattr(pipeline.default_storage, "listdir", away)
        package(clip.pk)

    clip.refresh_from_db()
    assert (clip.status, build_of(files)) == (Status.READY, BUILD)
