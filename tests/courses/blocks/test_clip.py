"""A clip in a lesson."""

from django.conf import settings

from courses.requirements import Kind, Requirement


def test_a_clip_is_to_be_watched(lesson_of, clip):
    lesson = lesson_of(("clip", {"clip": clip}))

    assert [(asked.kind, asked.clip_seconds) for asked in lesson.requirements] == [(Kind.WATCH, 60.0)]


def test_a_clip_that_is_being_prepared_is_asked_for_and_shown_as_such(lesson_of, clip, read):
    clip.build, clip.status, clip.percent, clip.duration = "", "working", 40, None
    clip.save()
    lesson = lesson_of(("clip", {"clip": clip}))

    assert [(asked.kind, asked.clip_seconds) for asked in lesson.requirements] == [(Kind.WATCH, None)]
    assert "Clip đang được xử lý: 40 %." in read(lesson)
    assert "Tôi đã xem xong" not in read(lesson)
    assert "Còn 1 việc" in read(lesson)


def test_a_clip_that_is_gone_asks_for_nothing(lesson_of, clip, read):
    lesson = lesson_of(
        ("clip", {"clip": clip}), ("steps", {"heading": "", "steps": [{"text": "Mở.", "picture": None}]})
    )
    clip.delete()

    fresh = type(lesson).objects.get(pk=lesson.pk)
    assert [asked.kind for asked in fresh.requirements] == [Kind.FOLLOW]
    assert "Còn 1 việc" in read(fresh)


def test_the_requirement_names_its_block(lesson_of, clip):
    lesson = lesson_of(("clip", {"clip": clip}))
    id = lesson.requirements[0].block

    assert lesson.requirements == [Requirement(id, Kind.WATCH, clip_seconds=60.0)]
    assert str(id) == lesson.body[0].id


def test_a_stranger_may_say_that_she_has_watched_it_and_read_what_is_said(lesson_of, clip, read):
    page = read(lesson_of(("clip", {"clip": clip})))

    assert "Tôi đã xem xong" in page
    assert "0:08 Chị chạm bánh răng" in page


def test_the_clips_poster_is_the_picture_of_the_link(lesson_of, clip, client):
    lesson = lesson_of(("clip", {"clip": clip}))

    html = client.get(lesson.url).content.decode()

    assert f'content="{settings.BASE_URL}{clip.poster_url}"' in html


def test_without_a_clip_that_plays_there_is_no_picture(lesson_of, clip):
    clip.build = ""
    clip.save()

    assert lesson_of(("clip", {"clip": clip})).share_picture == ""
