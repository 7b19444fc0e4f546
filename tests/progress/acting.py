"""What a phone sends, spelt once."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from courses.models import Lesson
from lms.members.models import Member
from lms.progress import event_batches, recording
from lms.progress.state import Fact
from quizzes.attempts import grading
from quizzes.attempts import start as attempts_start
from quizzes.models import Quiz

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def clip_block(lesson: Lesson) -> UUID:
    return lesson.requirements[0].block


def steps_block(lesson: Lesson) -> UUID:
    return lesson.requirements[1].block


def quiz_block(lesson: Lesson) -> UUID:
    return lesson.requirements[2].block


def watched(lesson: Lesson, start: float, end: float, *, minute: float = 0, id: UUID | None = None) -> Fact:
    """Seconds `start` to `end` of the lesson's clip, watched so many minutes after noon."""
    when = NOON + timedelta(minutes=minute)
    return Fact(id or uuid4(), lesson.pk, clip_block(lesson), "watched", when, start, end)


def as_json(lesson: Lesson, start: object = 0, end: object = 10, /, **changed) -> dict:
    """A fact as the phone sends it."""
    at = int(NOON.timestamp() * 1000)
    fact = {"id": str(uuid4()), "lesson": lesson.pk, "block": str(clip_block(lesson)), "kind": "watched", "at": at}
    return fact | {"start": start, "end": end} | changed


def done_on_phone(lesson: Lesson, block: UUID, /, **changed) -> dict:
    """Something finished in the page, as the phone sends it."""
    at = int(NOON.timestamp() * 1000)
    return {"id": str(uuid4()), "lesson": lesson.pk, "block": str(block), "kind": "done", "at": at} | changed


def send(client: Client, *facts: dict) -> HttpResponse:
    return post(client, json.dumps({"events": facts}))


def post(client: Client, body: str | bytes) -> HttpResponse:
    return client.post(reverse("progress:events"), body, content_type="application/json")


def mark(client: Client, lesson: Lesson, block: UUID) -> HttpResponse:
    return client.post(reverse("progress:mark", args=[lesson.pk, block]))


def pass_quiz(member: Member, lesson: Lesson, quiz: Quiz) -> None:
    attempt = attempts_start.begin(quiz, lesson, taker=member)
    for number, question in enumerate(quiz.questions, 1):
        grading.answer(attempt, number, [option.id for option in question.value.options() if option.right])


def finish(member: Member, lesson: Lesson, quiz: Quiz) -> None:
    """All that the lesson asks for."""
    done = event_batches.done(member, lesson, steps_block(lesson))
    recording.record(member, [watched(lesson, 0, 60), done])
    pass_quiz(member, lesson, quiz)
