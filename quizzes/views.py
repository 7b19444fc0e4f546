"""Taking a quiz, one question a screen: she answers, is told kindly how it was, and goes on. Works without JavaScript."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.models import Page

from quizzes import claiming, grading
from quizzes.kinds.choosing import BadAnswer
from quizzes.models import Attempt, Quiz


def _own(request: HttpRequest, attempt_id: UUID) -> Attempt:
    """The attempt, if it is hers: by account, or by this session while it belongs to nobody yet."""
    attempt = get_object_or_404(Attempt.objects.select_related("quiz", "page"), pk=attempt_id)
    hers = attempt.taker_id == request.user.pk if attempt.taker_id else attempt.pk in claiming.held(request)
    if not hers:
        raise Http404
    return attempt


def _page(request: HttpRequest) -> Page | None:
    """The live public page she comes from, or None."""
    number = request.POST.get("page", "")
    return Page.objects.live().public().filter(pk=number).first() if number.isdecimal() and len(number) < 10 else None


@require_POST
def start(request: HttpRequest, quiz_id: int) -> HttpResponse:
    """Begin an attempt, or go on with the one she left."""
    quiz = get_object_or_404(Quiz, pk=quiz_id)
    page = _page(request)
    taker = request.user if request.user.is_authenticated else None
    mine = {"taker": taker} if taker else {"taker": None, "pk__in": claiming.held(request)}
    attempt = Attempt.objects.filter(quiz=quiz, page=page, finished_at=None, **mine).first()
    if not attempt:
        attempt = Attempt.objects.create(quiz=quiz, page=page, taker=taker, total=len(quiz.questions))
        if not taker:
            claiming.hold(request, attempt)
    return redirect("quizzes:attempt", attempt.pk)


@never_cache
def attempt(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Where she is: the next question, or how it went."""
    attempt = _own(request, attempt_id)
    number = None if attempt.finished_at else grading.next_question(attempt)
    if number:
        return redirect("quizzes:question", attempt.pk, number)
    return render(request, "quizzes/result.html", {"attempt": attempt, "quiz": attempt.quiz})


@never_cache
def question(request: HttpRequest, attempt_id: UUID, number: int) -> HttpResponse:
    attempt = _own(request, attempt_id)
    if not 1 <= number <= len(attempt.quiz.questions):
        raise Http404
    child = attempt.quiz.questions[number - 1]
    context = {
        "attempt": attempt,
        "question": child.value,
        "template": child.block.meta.template,
        "number": number,
        "total": len(attempt.quiz.questions),
    }
    if request.method == "POST":
        try:
            grading.answer(attempt, child, request.POST.getlist("choice"))
        except BadAnswer:
            return render(request, "quizzes/question.html", context | {"unanswered": True}, status=422)
        return redirect("quizzes:question", attempt.pk, number)
    given = attempt.answers.filter(question=child.id).first()
    if given:
        context |= {"given": given, "grade": _grade(child.value, given.chosen, given.right)}
    return render(request, "quizzes/question.html", context)


def _grade(value, chosen: list[str], right: bool):
    """The words for a kept answer. The question may have been edited since: then only how it was graded."""
    try:
        return value.grade(chosen)
    except BadAnswer:
        return {"right": right, "words": []}
