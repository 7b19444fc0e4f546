"""The demo's courses: lessons, pictures, clips and quizzes from a YAML file.

The clips are filmed by the worker and then packaged like anybody's upload.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from anyascii import anyascii
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.images import get_image_model

from courses.models import Course, Home, Hotline, Lesson
from lms.demo import data_files, drawing, filming, practice, questions
from lms.demo.tasks import film_clip
from media.models import Clip
from quizzes.models import Quiz

MADE_UP = "Số mẫu của bản dùng thử, gọi không có ai nghe"
HALF_A_YEAR = timedelta(days=182)


def load(home: Home, name: str, clips: list[str] | None = None) -> Course:
    """The course of the file with its lessons. What is there already is left as it is. `clips`: only the clips of these
    lessons (by code) are filmed; None: all."""
    data = data_files.course(name)
    course = Course.objects.filter(slug=_slug(data)).first() or _course(home, data)
    for lesson in data["lessons"]:
        if not Lesson.objects.child_of(course).filter(slug=_slug(lesson)).exists():
            _lesson(course, lesson)
        if clips is None or lesson["code"] in clips:
            _film(name, lesson)
    return course


def _course(home: Home, data: Mapping) -> Course:
    drawn = drawing.cover(data["title"], data["code"], data.get("icons", ()))
    cover = _picture(f"{data['code']} {data['title']}", drawn, "")
    course = Course(
        title=data["title"],
        slug=_slug(data),
        code=data["code"],
        summary=data["summary"],
        audience=data["audience"],
        framework=data["frameworks"],
        cover=cover,
    )
    home.add_child(instance=course)
    course.save_revision().publish()
    return course


@transaction.atomic
def _lesson(course: Course, data: Mapping) -> None:
    lesson = Lesson(title=data["title"], slug=_slug(data), code=data["code"])
    lesson.goal, lesson.may_change = data["goal"], data["recheck"]
    lesson.source, lesson.review_by = data.get("source", ""), data.get("review_by")
    lesson.body = [
        ("clip", {"clip": _clip(data)}),
        ("steps", {"heading": "", "steps": [_step(data, step) for step in data["steps"]]}),
        *practice.blocks(data, _picture),
        *_hotlines(data),
        ("callout", {"tone": "remember", "text": data["remember"]}),
        ("quiz", {"quiz": _quiz(data)}),
    ]
    course.add_child(instance=lesson)
    lesson.save_revision().publish()


def _clip(data: Mapping) -> Clip:
    return Clip.objects.create(title=_title(data), captions=filming.captions(data))


def _film(name: str, data: Mapping) -> None:
    """Have the clip filmed, if that has not been done (or its worker was stopped before it was)."""
    for clip in Clip.objects.filter(title=_title(data), media=""):
        transaction.on_commit(partial(film_clip.enqueue, clip.pk, name, data["code"]))


def _slug(data: Mapping) -> str:
    """An address that can be read aloud: "điện thoại" becomes "dien-thoai"."""
    return slugify(anyascii(data["title"]))


def _title(data: Mapping) -> str:
    return f"{data['code']} {data['title']}"


def _step(data: Mapping, step: Mapping) -> dict:
    if "screen" not in step:
        return {"text": step["text"], "picture": None}
    drawn = drawing.screen(data["screens"][step["screen"]], step.get("target", ()))
    return {"text": step["text"], "picture": _picture(f"{data['code']} {step['text'][:60]}", drawn, step["text"])}


def _picture(title: str, content: bytes, description: str):
    file = ContentFile(content, name=f"{title[:20]}.png")
    return get_image_model().objects.create(title=title, file=file, description=description)


def _hotlines(data: Mapping) -> list[tuple[str, dict]]:
    """Whom to ring, by the demo's own numbers, which ring nobody: they are right on the day they are loaded."""
    if "hotlines" not in data:
        return []
    return [("hotlines", {"heading": "", "lines": [_hotline(code) for code in data["hotlines"]]})]


def _hotline(code: str) -> Hotline:
    row = next(row for row in data_files.rows("hotlines.csv") if row["code"] == code)
    today = timezone.localdate()
    rest = {
        "name": row["name"],
        "when": row["when"],
        "source": MADE_UP,
        "verified_on": today,
        "review_by": today + HALF_A_YEAR,
    }
    return Hotline.objects.get_or_create(number=row["number"], defaults=rest)[0]


def _quiz(data: Mapping) -> Quiz:
    quiz = Quiz(title=_title(data))
    quiz.questions = [(asked["kind"], questions.value(data, asked, _picture)) for asked in data["questions"]]
    quiz.save()
    return quiz
