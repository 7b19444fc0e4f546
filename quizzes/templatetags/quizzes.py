"""A question in a page: its kind's template, with what that template needs."""

from django import template
from django.template.loader import render_to_string

from quizzes.models import Answer
from quizzes.questions import QuestionValue

register = template.Library()


@register.simple_tag(takes_context=True)
def ask(context, block, question: QuestionValue, key: str, given: Answer | None = None, draft=(), shuffle: bool = True):
    """The question as this attempt (`key`) shows it. `given`: her answer, which is shown; `draft`: what she has so far.

    The template has: question, given (her answer's list, or None), draft, and what the kind's `screen` gives.
    """
    chosen = given.chosen if given else list(draft)
    words = {"question": question, "given": given.chosen if given else None, "draft": chosen}
    screen = question.screen(key, chosen, shuffle=shuffle)
    shown = {name: context.get(name) for name in ("told", "show_right")}
    return render_to_string(block.meta.template, shown | words | screen, context.get("request"))
