"""What a trainer sees of her clips in Wagtail, and what nobody else may do there."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.models import ReferenceIndex

from media.models import Clip, Failure, Status

LIST = "/admin/clips/"

pytestmark = pytest.mark.usefixtures("in_english")


def page(client, address: str) -> str:
    return client.get(address).content.decode()


def upload(video, name="quay.mp4", **typed) -> dict:
    return {"title": "Đổi cỡ chữ", "media": SimpleUploadedFile(name, video), **typed}


def test_the_list_shows_the_per_cent_of_a_clip_being_prepared(trainer, make_clip):
    make_clip(b"x")
    Clip.objects.update(status=Status.WORKING, percent=40)
    assert '<progress max="100" value="40">40 %</progress>' in page(trainer, LIST)


@pytest.mark.parametrize(
    ("lease", "said"),
    [
        ("b1", "It can be watched already. The sharp picture is being made."),
        ("b2", "Learners see the former video until this one is ready."),
    ],
)
def test_the_list_says_what_can_be_watched_while_the_rest_is_made(trainer, clip, lease, said):
    Clip.objects.update(status=Status.WORKING, percent=40, lease=lease)
    assert said in page(trainer, LIST)


def test_the_list_shows_the_poster_and_the_length_of_a_ready_clip(trainer, ready):
    html = page(trainer, LIST)
    assert f'<img src="{ready.poster_url}"' in html
    assert "0:01" in html


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_the_same_for_one_clip_and_for_three(
    trainer, make_clip, rows, django_assert_num_queries
):
    page(trainer, LIST)
    for _row in range(rows):
        make_clip(b"x")
    with django_assert_num_queries(13):
        page(trainer, LIST)


def test_a_failure_is_said_with_its_reason_and_can_be_tried_again(trainer, make_clip, queued):
    clip = make_clip(b"x")
    Clip.objects.update(status=Status.FAILED, failure=Failure.TOO_SLOW, attempts=2)
    assert str(Failure.TOO_SLOW.label) in page(trainer, LIST)
    trainer.post(reverse("clips:retry", args=[clip.pk]))
    clip.refresh_from_db()
    assert (clip.status, clip.failure, queued()) == (Status.QUEUED, "", [clip.pk])


def test_trying_again_what_only_gets_a_new_recipe_leaves_what_is_shown(trainer, make_clip, queued):
    clip = make_clip(b"x")
    Clip.objects.update(status=Status.FAILED, failure=Failure.NOT_STORED, recipe=1, build="b1")
    trainer.post(reverse("clips:retry", args=[clip.pk]))
    clip.refresh_from_db()
    assert (clip.status, clip.recipe, clip.build, queued()) == (Status.QUEUED, 1, "b1", [clip.pk])


def test_the_state_of_several_clips_can_be_asked_at_once(trainer, make_clip):
    first, second = make_clip(b"x"), make_clip(b"y")
    Clip.objects.filter(pk=second.pk).update(status=Status.WORKING, percent=70)
    states = trainer.get(reverse("clips:progress"), {"clip": [first.pk, second.pk, "x"]}).json()
    assert sorted(states) == [str(first.pk), str(second.pk)]
    assert "70 %" in states[str(second.pk)]


def test_a_trainer_uploads_a_clip(trainer, video, hoa):
    response = trainer.post("/admin/clips/new/", upload(video.read_bytes()))
    clip = Clip.objects.get()
    assert (response.status_code, clip.title, clip.uploaded_by) == (302, "Đổi cỡ chữ", hoa)


def test_a_refused_upload_says_why_on_the_form(trainer, files):
    response = trainer.post("/admin/clips/new/", upload(b"khong phai phim"))
    assert str(Failure.NOT_VIDEO.label) in response.content.decode()
    assert (Clip.objects.count(), files()) == (0, [])


def test_the_edit_screen_shows_the_player_when_there_is_something_to_play(trainer, ready):
    assert f'data-master="{ready.master_url}"' in page(trainer, reverse("clips:edit", args=[ready.pk]))


def test_a_clip_is_chosen_by_its_title_inside_a_lesson(trainer, make_clip):
    clip = make_clip(b"x")
    found = page(trainer, reverse("clip_chooser:choose_results") + "?q=cỡ chữ")
    assert reverse("clip_chooser:chosen", args=[clip.pk]) in found
    assert "Đổi cỡ chữ" not in page(trainer, reverse("clip_chooser:choose_results") + "?q=tiếng")


def test_a_clip_is_uploaded_inside_a_lesson(trainer, video, hoa):
    response = trainer.post(reverse("clip_chooser:create"), upload(video.read_bytes()))
    clip = Clip.objects.get()
    assert (response.json()["result"]["id"], clip.uploaded_by) == (str(clip.pk), hoa)


@pytest.mark.parametrize("who", ["thanh", "lien", "ngan", "yen"])
def test_nobody_else_reaches_the_clips_screen(request, signed_in, make_clip, who):
    clip = make_clip(b"x")
    browser = signed_in(request.getfixturevalue(who))
    Clip.objects.update(status=Status.FAILED)
    for address in (LIST, reverse("clips:progress") + f"?clip={clip.pk}"):
        assert browser.get(address).status_code in (302, 403)
    browser.post(reverse("clips:retry", args=[clip.pk]))
    assert Clip.objects.get().status == Status.FAILED


def test_a_clip_that_a_lesson_shows_is_not_deleted_and_the_lesson_is_named(trainer, lesson, clip):
    ReferenceIndex.create_or_update_for_object(lesson)
    address = reverse("clips:delete", args=[clip.pk])
    told = page(trainer, address)
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[lesson.pk])}">{lesson.title}<' in told
    assert "Put into the bin" not in told
    trainer.post(address)
    assert Clip.objects.filter(pk=clip.pk).exists()


def test_a_clip_that_nothing_shows_goes_into_the_bin(trainer, clip):
    address = reverse("clips:delete", args=[clip.pk])
    assert "Put into the bin" in page(trainer, address)
    trainer.post(address)
    assert Clip.objects.filter(pk=clip.pk).exists()
    page(trainer, reverse("clips:index"))  # says once where it is
    assert clip.title not in strip_tags(page(trainer, reverse("clips:index")))


def test_faulty_cues_are_left_out_and_the_trainer_is_told_which(trainer, make_clip):
    clip = make_clip(b"x")
    pasted = "WEBVTT\n\n00:01.000 --> 00:02.000\nMột.\n\n0:3 --> 0:4\nHai.\n"
    answer = trainer.post(f"/admin/clips/edit/{clip.pk}/", {"title": "x", "captions": pasted}, follow=True)
    clip.refresh_from_db()
    assert clip.transcript == [(1, "Một.")]
    assert (
        "1 place of what is said could not be read and is left out. "
        "Line 6: the time should look like 00:00:08.000 --&gt; 00:00:12.000."
    ) in answer.content.decode()
