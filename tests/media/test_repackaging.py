"""Clips are made anew when the recipe has changed; what is shown stays until the new one is whole."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from media.models import Clip, Failure, Status
from media.packaging import pipeline
from media.packaging.pipeline import package
from media.packaging.recipe import RECIPE


def repackage(*words: str | int) -> str:
    said = StringIO()
    call_command("repackage", *map(str, words), stdout=said)
    return said.getvalue().strip()


@pytest.fixture
def clips(make_clip) -> list[Clip]:
    """Made by the first recipe, and by the present one; and one that waits."""
    made = [make_clip(b"x") for _ in range(3)]
    for clip, recipe in zip(made, [1, RECIPE, 0], strict=True):
        status = Status.READY if recipe else Status.QUEUED
        Clip.objects.filter(pk=clip.pk).update(recipe=recipe, status=status, build=f"b{recipe}")
    return made


def test_only_clips_of_an_older_recipe_are_queued_and_only_once(clips, queued):
    assert [repackage(), repackage()] == ["1 clips are queued.", "0 clips are queued."]
    assert queued() == [clips[0].pk]


def test_a_clip_that_could_not_be_made_anew_is_tried_again(clips, queued):
    Clip.objects.filter(pk=clips[0].pk).update(status=Status.FAILED, failure=Failure.NOT_STORED)
    Clip.objects.filter(pk=clips[2].pk).update(status=Status.FAILED, failure=Failure.NOT_VIDEO)
    repackage()
    assert queued() == [clips[0].pk]


def test_all_are_queued_that_are_ready(clips, queued):
    repackage("--all")
    assert queued() == [clips[0].pk, clips[1].pk]


def test_clips_can_be_named(clips, queued):
    repackage(clips[1].pk, clips[2].pk)
    assert queued() == [clips[1].pk]


def test_an_older_recipe_can_be_named(clips, queued):
    repackage("--recipe-older-than", 1)
    assert queued() == []


def test_a_clip_that_is_not_there_is_named(clips):
    with pytest.raises(CommandError, match="There is no clip 99999"):
        repackage(clips[0].pk, 99999)


@pytest.mark.usefixtures("in_two_stages")
def test_old_and_new_lie_side_by_side_until_the_new_one_is_whole(ready, files, watched_rows):
    shown = ready.build
    Clip.objects.update(recipe=1)
    repackage()
    assert Clip.objects.get().is_playable
    package(ready.pk)
    clip = Clip.objects.get()
    assert watched_rows() == {shown, clip.build}
    assert (clip.status, clip.recipe, clip.former_build, clip.build != shown) == (Status.READY, RECIPE, shown, True)
    assert {name.split("/")[2] for name in files() if name.startswith("clips/")} == {shown, clip.build}


@pytest.fixture
def watched_rows(monkeypatch):
    """Which builds were shown while the work went on, asked at every heartbeat."""
    seen: set[str] = set()
    renew = pipeline.renew

    def watch(*args):
        seen.add(Clip.objects.get().build)
        renew(*args)

    monkeypatch.setattr(pipeline, "renew", watch)
    return lambda: seen | {Clip.objects.get().build}


def test_when_the_new_one_fails_the_old_one_stays(ready, files, uploads):
    shown = files()
    Clip.objects.update(recipe=1)
    (uploads / ready.media.name).write_bytes(b"gone bad")
    repackage()
    package(ready.pk)
    clip = Clip.objects.get()
    assert (clip.status, clip.failure, clip.is_playable) == (Status.FAILED, Failure.NOT_VIDEO, True)
    assert (clip.recipe, files()) == (1, shown)
