"""A trainer picks the picture of her clip; nothing is packaged anew."""

import pytest
from django.urls import reverse
from PIL import Image

from media.admin.poster_views import moments
from media.models import Clip, MissingFile
from media.packaging.pipeline import package
from media.tasks import queue
from tests.media.conftest import upload

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def pick(trainer, ready, django_capture_on_commit_callbacks):
    def pick(**typed):
        with django_capture_on_commit_callbacks(execute=True):
            return trainer.post(reverse("clips:poster", args=[ready.pk]), typed)

    return pick


def posters(files) -> list[str]:
    return [name.split("/")[-1] for name in files() if "/poster" in name]


def test_eight_moments_are_offered(trainer, ready):
    html = trainer.get(reverse("clips:poster", args=[ready.pk])).content.decode()
    assert html.count('name="second"\n') == 8
    assert [moment["second"] for moment in moments(ready)][:2] == [0.06, 0.19]


def test_the_picture_at_a_second_becomes_the_poster(pick, ready, uploads, files):
    own = ready.poster_url
    assert pick(second="0.5").status_code == 302
    clip = Clip.objects.get()
    assert (clip.poster_second, clip.build, clip.poster_url != own) == (0.5, ready.build, True)
    chosen = uploads / f"clips/{clip.uuid}/{clip.poster_file}"
    assert Image.open(chosen).size == (160, 120)
    assert chosen.stat().st_size <= 20_000


def test_a_second_choice_leaves_no_picture_behind(pick, files):
    pick(second="0.2")
    pick(second="0.8")
    assert posters(files) == [Clip.objects.get().poster_file.split("/")[1], "poster.webp"]


def test_back_to_the_picture_that_was_chosen_for_her(pick, ready, files):
    pick(second="0.2")
    pick(own="")
    clip = Clip.objects.get()
    assert (clip.poster_url, clip.poster_second, posters(files)) == (ready.poster_url, None, ["poster.webp"])


def test_the_last_moment_has_a_picture_too(pick, ready):
    pick(second=str(ready.duration))
    assert Clip.objects.get().poster_file != ""


@pytest.mark.parametrize("second", ["", "x", "-1", "999", "nan", "inf"])
def test_what_is_no_second_of_the_clip_is_refused(pick, second):
    assert pick(second=second).status_code == 200
    assert (Clip.objects.get().poster_file, Clip.objects.get().poster_second) == ("", None)


def test_a_clip_whose_files_are_gone_says_so(pick, ready, uploads):
    for file in (uploads / f"clips/{ready.uuid}/{ready.build}").glob("*.mp4"):
        file.unlink()
    assert "There is no picture at this second." in pick(second="0.5").content.decode()


def test_her_choice_goes_on_with_the_next_build(pick, ready, django_capture_on_commit_callbacks):
    pick(second="0.5")
    queue(ready.pk)
    with django_capture_on_commit_callbacks(execute=True):
        package(ready.pk)
    clip = Clip.objects.get()
    assert (clip.build != ready.build, clip.poster_file.split("/")[0], clip.poster_second) == (True, clip.build, 0.5)


def test_another_video_gets_a_picture_of_its_own(pick, ready, video, django_capture_on_commit_callbacks):
    pick(second="0.5")
    with django_capture_on_commit_callbacks(execute=True):
        upload(Clip.objects.get(), video)
        package(ready.pk)
    clip = Clip.objects.get()
    assert (clip.poster_second, clip.poster_url) == (None, clip.file_url("poster.webp"))


@pytest.mark.parametrize("who", ["thanh", "lien", "ngan", "yen"])
def test_nobody_else_picks(request, signed_in, ready, who):
    signed_in(request.getfixturevalue(who)).post(reverse("clips:poster", args=[ready.pk]), {"second": "0.5"})
    assert Clip.objects.get().poster_file == ""


@pytest.mark.parametrize("gone", ["storyboard.json", "storyboard.webp"])
def test_a_storyboard_that_is_gone_offers_no_moments_and_the_keeper_is_told(trainer, ready, uploads, gone):
    path = f"clips/{ready.uuid}/{ready.build}/{gone}"
    (uploads / path).unlink()
    answer = trainer.get(reverse("clips:poster", args=[ready.pk]))
    assert (answer.status_code, answer.context["moments"]) == (200, [])
    assert [(row.path, row.what) for row in MissingFile.objects.all()] == [(path, "Clip “Đổi cỡ chữ”")]
