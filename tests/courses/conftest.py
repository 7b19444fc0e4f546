"""Pictures, and pages as a person reads them."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from courses.models import Lesson
from tests.pages import lay


@pytest.fixture
def lesson_of(course) -> Callable[..., Lesson]:
    """A published lesson made of these blocks."""

    def lesson_of(*body: tuple[str, object]) -> Lesson:
        lesson = Lesson(title="Một bài", slug="mot-bai", goal="Làm được.", body=list(body))
        lay(course, lesson)
        return Lesson.objects.get(pk=lesson.pk)

    return lesson_of


@pytest.fixture
def read(client) -> Callable[..., str]:
    """The words of a page's main part, in one line."""

    def read(page, browser: Client = client) -> str:
        main = browser.get(page.url).content.decode().split('<main id="main">')[1].split("</main>")[0]
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())

    return read
