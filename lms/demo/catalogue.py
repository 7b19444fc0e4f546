"""The demo's courses: lessons, pictures, clips and quizzes from a YAML file (docs/demo.md says what it holds).

The clips are filmed here from drawn frames and packaged by the worker like anybody's upload. What the platform cannot
hold yet (practice screens, some kinds of questions) is left out and counted.
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from django.core.files.base import ContentFile, File
from wagtail.images import get_image_model

from courses.models import Course, Home, Lesson
from lms.demo import drawing, filming
from lms.demo.union import DATA
from media.models import Clip
from quizzes import kinds
from quizzes.models import Quiz


def read(name: str) -> dict:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def load(home: Home, data: Mapping) -> Course:
    """The course with its lessons. What is there already is left as it is."""
    course = Course.objects.filter(code=data["code"]).first() or _course(home, data)
    for lesson in data["lessons"]:
        if not Lesson.objects.child_of(course).filter(code=lesson["code"]).exists():
            _lesson(course, lesson)
    return course


def _course(home: Home, data: Mapping) -> Course:
    cover = _picture(f"{data['code']} {data['title']}", drawing.cover(data["title"], data["code"]), "")
    course = Course(
        title=data["title"],
        code=data["code"],
        summary=data["summary"],
        audience=data["audience"],
        framework=data["frameworks"],
        cover=cover,
    )
    home.add_child(instance=course)
    course.save_revision().publish()
    return course


def _lesson(course: Course, data: Mapping) -> None:
    lesson = Lesson(title=data["title"], code=data["code"], goal=data["goal"], may_change=data["recheck"])
    lesson.body = [
        ("clip", {"clip": _clip(data)}),
        ("steps", {"heading": "", "steps": [_step(data, step) for step in data["steps"]]}),
        ("callout", {"tone": "remember", "text": data["remember"]}),
        ("quiz", {"quiz": _quiz(data)}),
    ]
    course.add_child(instance=lesson)
    lesson.save_revision().publish()


def _clip(data: Mapping) -> Clip:
    title = f"{data['code']} {data['title']}"
    with TemporaryDirectory() as scratch:
        film = filming.film(data, Path(scratch) / "clip.mp4")
        clip = Clip(title=title, captions=filming.captions(data))
        with film.open("rb") as file:
            clip.media = File(file, name="clip.mp4")
            clip.save()
    return clip


def _step(data: Mapping, step: Mapping) -> dict:
    if "screen" not in step:
        return {"text": step["text"], "picture": None}
    drawn = drawing.screen(data["screens"][step["screen"]], step.get("target", ()))
    return {"text": step["text"], "picture": _picture(f"{data['code']} {step['text'][:60]}", drawn, step["text"])}


def _picture(title: str, content: bytes, description: str):
    file = ContentFile(content, name=f"{title[:20]}.png")
    return get_image_model().objects.create(title=title, file=file, description=description)


def _quiz(data: Mapping) -> Quiz:
    quiz = Quiz(title=f"{data['code']} {data['title']}")
    quiz.questions = [(q["kind"], _question(q)) for q in data["questions"] if q["kind"] in kinds.KINDS]
    quiz.save()
    return quiz


def _question(data: Mapping) -> dict:
    question = {"text": data["ask"], "feedback": data.get("feedback", "")}
    if data["kind"] == "true_false":
        return question | {"answer": "true" if data["answer"] else "false"}
    options = [{"text": text, "right": right, "feedback": words} for text, right, words in data["options"]]
    return question | {"options": options}


def left_out(data: Mapping) -> int:
    """How many questions of the file are of kinds that the platform does not hold yet."""
    return sum(q["kind"] not in kinds.KINDS for lesson in data["lessons"] for q in lesson["questions"])
