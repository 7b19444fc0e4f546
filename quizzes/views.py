"""Taking a quiz, one question a screen: she answers, is told kindly how it was, and goes on. No JavaScript needed."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.models import Page

from quizzes import claiming, grading
from quizzes.kinds.choosing import BadAnswer, ChoiceValue, Grade
from quizzes.models import Answer, Attempt, Quiz


def _own(request: HttpRequest, attempt_id: UUID) -> Attempt:
    """The attempt, if it is hers: by account, or by this session while it belongs to nobody yet."""
    attempt = get_object_or_404(Attempt.objects.select_related("quiz", "page"), pk=attempt_id)
    hers = attempt.taker_id == request.user.pk if attempt.taker_id else attempt.pk in claiming.held(request)
    if not hers:
        raise Http404
    return attempt


def _page(request: HttpRequest) -> Page | None:
    """The live public page she comes from; None when she comes from nowhere."""
    number = request.POST.get("page")
    if not number:
        return None
    if not (number.isdecimal() and len(number) < 10):
        raise Http404
    return get_object_or_404(Page.objects.live().public(), pk=number)


@require_POST
def start(request: HttpRequest, quiz_id: int) -> HttpResponse:
    """Begin an attempt, or go on with the one she left."""
    quiz = get_object_or_404(Quiz, pk=quiz_id)
    if not quiz.questions:
        raise Http404
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
    grading.finish(attempt)
    return render(request, "quizzes/result.html", {"attempt": attempt, "quiz": attempt.quiz})


@never_cache
def question(request: HttpRequest, attempt_id: UUID, number: int) -> HttpResponse:
    """One question: to be answered, or how her answer was."""
    attempt = _own(request, attempt_id)
    if not 1 <= number <= len(attempt.quiz.questions):
        raise Http404
    child = attempt.quiz.questions[number - 1]
    given = attempt.answers.filter(question=child.id).first()
    if attempt.finished_at and not given:
        return redirect("quizzes:attempt", attempt.pk)
    context = {
        "attempt": attempt,
        "question": child.value,
        "template": child.block.meta.template,
        "number": number,
        "total": len(attempt.quiz.questions),
    }
    if request.method != "POST":
        context |= {"given": given, "grade": _grade(child.value, given)} if given else {}
        return render(request, "quizzes/question.html", context)
    if not given:
        try:
            grading.answer(attempt, child, request.POST.getlist("choice"))
        except BadAnswer:
            return render(request, "quizzes/question.html", context | {"unanswered": True}, status=422)
    return redirect("quizzes:question", attempt.pk, number)


def _grade(question: ChoiceValue, given: Answer) -> Grade:
    """A kept answer as it was graded, and the words for it. The question may have been edited since: then no words."""
    try:
        return Grade(given.right, question.grade(given.chosen).words)
    except BadAnswer:
        return Grade(given.right)
