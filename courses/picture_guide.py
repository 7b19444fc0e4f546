"""The picture guide: a lesson's steps on paper, for the kitchen wall and for the helper's bag.

It is set from the lesson as it stands, with nothing typed again: steps with their pictures, what to remember, the task,
hotlines, and a code that leads back to the lesson.
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import segno
import typst
from django.core.cache import cache
from django.template.defaultfilters import date as written
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images.models import AbstractRendition

from courses.fonts import fonts
from courses.models import Lesson
from courses.picture_weight import LIGHT, rendition_or_none
from media.missing_files import is_there

TEMPLATE = Path(__file__).with_name("picture_guide.typ")
KEPT = 24 * 3600  # seconds; a lesson that is printed for a meeting is asked for again and again


def is_worth_printing(lesson: Lesson) -> bool:
    return any(child.block_type == "steps" for child in lesson.body)


def pdf(lesson: Lesson) -> bytes:
    """A4 pages, tagged for screen readers (PDF/UA-1). The same content is set once a day at the most."""
    lesson.fetch_pictures()
    try:
        return _kept(lesson, lambda rendition: True)
    except FileNotFoundError:
        what = _("Lesson “%(title)s”") % {"title": lesson.title}
        return _kept(lesson, lambda rendition: is_there(rendition.file.name, what))


def _kept(lesson: Lesson, is_shown: Callable[[AbstractRendition], bool]) -> bytes:
    """FileNotFoundError where the file of a picture that is to be shown is missing."""
    pictures: list = []
    words = _words(lesson, pictures, is_shown)
    content = json.dumps([words, [rendition.file.name for rendition in pictures]])
    key = "guide:" + hashlib.sha256(content.encode()).hexdigest()
    found = cache.get(key)
    if found is None:
        found = _set(words, pictures)
        cache.set(key, found, KEPT)
    return found


def _words(lesson: Lesson, pictures: list, is_shown: Callable[[AbstractRendition], bool]) -> dict[str, str]:
    """What the page says, as strings; the renditions that it shows are put into `pictures`."""
    parts = [part for child in lesson.body for part in _parts(child, pictures, is_shown)]
    address = lesson.full_url or ""
    checked = _("Checked on %(day)s.") % {"day": written(lesson.verified_on, "d/m/Y")} if lesson.verified_on else ""
    words = {
        "title": lesson.title,
        "course": lesson.course.title,
        "goal": lesson.goal,
        "parts": json.dumps(parts),
        "checked": checked,
        "scan": _("Scan to open the lesson"),
        "address": address.split("//")[-1],
        "qr": segno.make(address, error="m", micro=False).svg_inline(border=1, scale=4, dark="#1d1a1c"),
        "qr_alt": _("A code that opens the lesson: %(address)s") % {"address": address},
    }
    return {key: unicodedata.normalize("NFC", value) for key, value in words.items()}


def _parts(child, pictures: list, is_shown: Callable[[AbstractRendition], bool]) -> list[dict]:
    value = child.value
    match child.block_type:
        case "steps":
            return [
                {"kind": "heading", "text": value["heading"] or _("Follow these steps on your phone")},
                {"kind": "steps", "steps": [_step(step, pictures, is_shown) for step in value["steps"]]},
            ]
        case "callout":
            return [{"kind": "callout", "heading": str(value.title()), "text": value["text"]}]
        case "task":
            return [{"kind": "callout", "heading": _("Do it for real"), "text": value["text"]}]
        case "hotlines":
            lines = "\n".join(f"{line.number}: {line.name}. {line.when}" for line in value.present())
            return [{"kind": "callout", "heading": value["heading"] or _("Whom to ring"), "text": lines}]
    return []


def _step(step, pictures: list, is_shown: Callable[[AbstractRendition], bool]) -> dict:
    rendition = rendition_or_none(step["picture"], LIGHT) if step.get("picture") else None
    if rendition is None or not is_shown(rendition):
        return {"text": step["text"], "picture": None}
    pictures.append(rendition)
    return {"text": step["text"], "picture": _file_name(len(pictures)), "alt": rendition.alt or step["text"]}


def _set(words: dict[str, str], pictures: list) -> bytes:
    """The compiler reads pictures from files beside its template, wherever the renditions are stored. As JPEG they go
    into the PDF as they are: a third of what it would make of WebP."""
    with TemporaryDirectory() as folder:
        main = Path(folder) / TEMPLATE.name
        main.write_bytes(TEMPLATE.read_bytes())
        for number, rendition in enumerate(pictures, 1):
            with rendition.file.open("rb") as file, Image.open(file) as picture:
                picture.convert("RGB").save(main.with_name(_file_name(number)), quality=80)
        return typst.compile(main, font_paths=fonts(), sys_inputs=words, format="pdf", pdf_standards=["ua-1"])


def _file_name(number: int) -> str:
    return f"{number}.jpeg"
