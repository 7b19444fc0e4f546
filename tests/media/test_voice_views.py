"""The screen where a trainer gives a clip other languages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from media.admin.voice_views import VoiceForm
from media.models import Clip, Failure
from media.voices.models import Voice
from tests.media.conftest import run_ffmpeg
from tests.reading import texts

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture(scope="session")
def recording(videos) -> bytes:
    run_ffmpeg("-f", "lavfi", "-i", "sine=500:d=60", "-b:a", "32k", videos / "minute.mp3")
    return (videos / "minute.mp3").read_bytes()


@pytest.fixture
def add(trainer, clip, recording, django_capture_on_commit_callbacks):
    """Send the form, as a trainer fills it in, for the clip of 60 seconds."""

    def add(content=recording, name="ghi-am.mp3", **typed):
        sent = {"spoken": "tyz", "sound": SimpleUploadedFile(name, content), **typed}
        with django_capture_on_commit_callbacks(execute=True):
            return trainer.post(reverse("clips:voices", args=[clip.pk]), sent)

    return add


def test_a_language_is_added_and_queued(add, clip, hoa):
    assert add(ai_made="on").status_code == 302
    voice = Voice.objects.get()
    assert (voice.clip.pk, voice.language, voice.ai_made, voice.uploaded_by) == (clip.pk, "tyz", True, hoa)
    job = DBTaskResult.objects.get(task_path="media.voices.fitting.make_voice")
    assert job.args_kwargs["args"] == [voice.pk]


def test_a_language_outside_the_list_has_a_code(add):
    add(spoken="other", code=" BRU ")
    assert Voice.objects.get().language == "bru"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"spoken": "other", "code": "tiếng bru"}, "There is no such language code."),
        ({"spoken": "other", "code": ""}, "There is no such language code."),
        ({"spoken": "other", "code": "vi"}, "The clip speaks Vietnamese already."),
        ({"spoken": "xx"}, "Select a valid choice."),
        ({"content": b"khong phai am thanh"}, "There is no sound in this file, or it is damaged."),
        ({"content": b"#EXTM3U\nhttp://127.0.0.1/x\n"}, "There is no sound in this file, or it is damaged."),
    ],
    ids=["no code", "none", "its own", "made up", "text", "playlist"],
)
def test_a_mistake_is_said_and_nothing_is_kept_of_it(add, typed, said):
    assert said in add(**typed).content.decode()
    assert Voice.objects.count() == 0


def test_a_recording_of_another_length_is_refused_with_both_lengths(add, clip):
    Clip.objects.update(duration=90.0)
    assert "The recording is 1:00 long, the clip 1:30." in add().content.decode()
    assert Voice.objects.count() == 0


def test_a_language_that_is_there_is_not_offered_again(add, trainer, clip):
    add()
    html = trainer.get(reverse("clips:voices", args=[clip.pk])).content.decode()
    assert ('value="tyz"' in html, 'value="blt"' in html) == (False, True)
    assert "The clip speaks Tày already." in add(spoken="other", code="tyz").content.decode()


def test_the_screen_says_which_languages_wait_failed_and_were_made_with_ai(trainer, clip):
    Voice.objects.create(clip=clip, language="tyz", ai_made=True)
    Voice.objects.create(clip=clip, language="blt", status="failed", failure=Failure.DIFFERENT_LENGTH)
    html = trainer.get(reverse("clips:voices", args=[clip.pk])).content.decode()
    assert html.count("data-waiting") == 1
    assert html.count('class="voice__ai"') == 1
    assert str(Failure.DIFFERENT_LENGTH.label) in html


@pytest.mark.parametrize("rows", [1, 3])
def test_the_screen_asks_the_database_the_same_for_one_language_and_for_three(
    trainer, clip, rows, django_assert_num_queries
):
    address = reverse("clips:voices", args=[clip.pk])
    trainer.get(address)
    for language in ("tyz", "blt", "mtq")[:rows]:
        Voice.objects.create(clip=clip, language=language)
    with django_assert_num_queries(13):
        trainer.get(address)


def test_a_language_is_removed(trainer, ready):
    voice = Voice.objects.create(clip=ready, language="tyz")
    trainer.post(reverse("clips:remove_voice", args=[ready.pk, voice.pk]))
    assert Voice.objects.count() == 0


def test_a_voice_is_only_removed_from_its_own_clip(trainer, ready, clip):
    voice = Voice.objects.create(clip=clip, language="tyz")
    assert trainer.post(reverse("clips:remove_voice", args=[ready.pk, voice.pk])).status_code == 404
    assert Voice.objects.count() == 1


def test_a_clip_that_is_not_prepared_yet_has_nothing_to_add_to(trainer, make_clip):
    assert trainer.get(reverse("clips:voices", args=[make_clip(b"x").pk])).status_code == 404


@pytest.mark.parametrize("who", ["thanh", "lien", "ngan", "yen"])
def test_nobody_else_adds_or_removes(request, signed_in, clip, who):
    voice = Voice.objects.create(clip=clip, language="tyz")
    browser = signed_in(request.getfixturevalue(who))
    assert browser.get(reverse("clips:voices", args=[clip.pk])).status_code in (302, 403)
    browser.post(reverse("clips:remove_voice", args=[clip.pk, voice.pk]))
    assert Voice.objects.count() == 1


def test_the_second_of_two_who_add_the_same_language_is_told_so(hoa, clip, recording):
    def form() -> VoiceForm:
        sent = {"sound": SimpleUploadedFile("ghi-am.mp3", recording)}
        return VoiceForm({"spoken": "tyz"}, sent, for_user=hoa, clip=clip)

    first, second = form(), form()
    assert (first.is_valid(), second.is_valid()) == (True, True)
    assert (first.add(), second.add()) == (Voice.objects.get(), None)
    assert second.errors["spoken"] == ["The clip speaks Tày already."]


def test_a_recording_that_does_not_fit_any_more_is_said_on_the_clip_itself(trainer, clip):
    for language, failure in (("tyz", Failure.DIFFERENT_LENGTH), ("hmn", "")):
        Voice.objects.create(clip=clip, language=language, sound="x.mp3", failure=failure)

    told = texts(trainer.get(reverse("clips:edit", args=[clip.pk])), ".help-warning")
    assert told == [f"Tày · {Failure.DIFFERENT_LENGTH.label}"]
