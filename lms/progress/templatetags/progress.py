"""Where the floors meet: a lesson's template asks here what its reader has done."""

from django import template
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from courses.models import Course, Lesson
from courses.requirements import Kind, Requirement
from lms.progress import queries

register = template.Library()

LABELS = {
    Kind.WATCH: lambda: _("Watch the clip"),
    Kind.FOLLOW: lambda: _("Follow the steps on your phone"),
    Kind.PRACTISE: lambda: _("Practise on the pictures"),
    Kind.TALK: lambda: _("Try out the conversation"),
    Kind.TASK: lambda: _("Do it for real"),
    Kind.PASS: lambda: _("Answer the questions"),
    Kind.READ: lambda: _("Read the lesson"),
}


@register.simple_tag(takes_context=True)
def todo(context: dict, lesson: Lesson) -> queries.Todo:
    """What this reader still has to do in the lesson. Asked once a page, however many blocks ask."""
    request: HttpRequest = context["request"]
    kept = request.__dict__.setdefault("_todo", {})
    if lesson.pk not in kept:
        kept[lesson.pk] = queries.todo(request, lesson)
    return kept[lesson.pk]


@register.filter
def is_done(todo: queries.Todo, block: str) -> bool:
    return todo.is_done(block)


@register.filter
def confirmation(todo: queries.Todo, block: str) -> queries.Confirmation | None:
    return todo.confirmations.get(block)


@register.filter
def resume(todo: queries.Todo, block: str) -> float | None:
    return todo.resume(block)


@register.filter
def label(requirement: Requirement) -> str:
    return LABELS[requirement.kind]()


@register.simple_tag(takes_context=True)
def finished_lessons(context: dict, course: Course) -> set[int]:
    user = context["request"].user
    return queries.finished_lessons(user, course) if user.is_authenticated else set()


@register.simple_tag(takes_context=True)
def course_progress(context: dict) -> dict[int, object]:
    """Her progress by course id; empty when she is not signed in."""
    user = context["request"].user
    rows = queries.course_progress(user) if user.is_authenticated else []
    return {row.course_id: row for row in rows}


@register.simple_tag(takes_context=True)
def going_on(context: dict):
    user = context["request"].user
    return queries.going_on(user) if user.is_authenticated else None


@register.simple_tag(takes_context=True)
def person(context: dict) -> str:
    """An opaque word for who is signed in, so that a shared phone keeps their unsent facts apart; "" for nobody."""
    user = context["request"].user
    return salted_hmac("lms.progress.person", str(user.pk)).hexdigest()[:16] if user.is_authenticated else ""


@register.filter
def get(mapping: dict, key: object) -> object:
    return mapping.get(key)
