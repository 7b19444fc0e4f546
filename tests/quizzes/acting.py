"""What people do with a quiz in a browser, spelt once."""

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from lms.members.models import Member
from quizzes.models import Attempt, Quiz
from tests.conftest import PIN


def sign_in(client: Client, member: Member) -> HttpResponse:
    """Through the real doors: her phone, then her PIN."""
    client.post(reverse("sign_in"), {"phone": member.phone})
    return client.post(reverse("sign_in_pin"), {"pin": PIN})


def start(client: Client, quiz: Quiz, page: Page | None = None) -> Attempt:
    """Begin, and return the attempt that she is led to."""
    answer = client.post(reverse("quizzes:start", args=[quiz.pk]), {"page": page.pk if page else ""})
    return Attempt.objects.get(pk=answer.url.strip("/").split("/")[-1])


def question(attempt: Attempt, number: int) -> str:
    return reverse("quizzes:question", args=[attempt.pk, number])


def options(attempt: Attempt, number: int, *, right: bool) -> list[str]:
    """Ids of the options that are right, or of those that are not."""
    return [option.id for option in attempt.version(number).value.options() if option.right == right]


def choose(client: Client, attempt: Attempt, number: int, *, right: bool = True) -> HttpResponse:
    return client.post(question(attempt, number), {"choice": options(attempt, number, right=right)[:1]})


def take(client: Client, quiz: Quiz, page: Page | None = None, *, right: bool = True) -> Attempt:
    """Answer every question, all rightly or all wrongly."""
    attempt = start(client, quiz, page)
    for number in range(1, attempt.total + 1):
        choose(client, attempt, number, right=right)
    attempt.refresh_from_db()
    return attempt
