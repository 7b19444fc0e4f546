"""Taking a quiz, one question a screen: she answers, is told kindly how it was, and goes on. No JavaScript needed."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.models import Page

from quizzes.attempts import grading, session_attempts
from quizzes.attempts import start as attempts_start
from quizzes.attempts.start import NoMoreAttemptsError, QuizClosedError
from quizzes.models import Answer, Attempt, Quiz, Version
from quizzes.questions import BadAnswerError, Grade


def _own(request: HttpRequest, attempt_id: UUID) -> Attempt:
    """The attempt, if it is hers: by account, or by this session while it belongs to nobody yet."""
    attempt = get_object_or_404(Attempt.objects.select_related("quiz", "page"), pk=attempt_id)
    hers = attempt.taker_id == request.user.pk if attempt.taker_id else attempt.pk in session_attempts.held(request)
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
    if not quiz.size:
        raise Http404
    page = _page(request)
    taker = request.user if request.user.is_authenticated else None
    if quiz.attempts_allowed and not taker:
        return redirect_to_login(page.get_url(request) if page else "/", settings.LOGIN_URL)
    try:
        attempt = attempts_start.begin(quiz, page, taker=taker, held=session_attempts.held(request))
    except (QuizClosedError, NoMoreAttemptsError) as over:
        return _over(request, page, tries=isinstance(over, NoMoreAttemptsError))
    if not taker and attempt.pk not in session_attempts.held(request):
        session_attempts.hold(request, attempt)
    return redirect("quizzes:attempt", attempt.pk)


def _over(request: HttpRequest, page: Page | None, *, tries: bool = False) -> HttpResponse:
    return render(request, "quizzes/over.html", {"page": page, "tries": tries}, status=403)


@never_cache
def attempt(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Where she is: the next question, or how it went."""
    attempt = _own(request, attempt_id)
    grading.finish(attempt)
    number = None if attempt.finished_at else grading.next_question(attempt)
    if number:
        return redirect("quizzes:question", attempt.pk, number)
    quiz = attempt.quiz
    again = not (attempt.passed or quiz.is_closed) and attempts_start.has_tries_left(quiz, attempt.taker_id)
    context = {"attempt": attempt, "quiz": quiz, "sheet": sheet(attempt), "again": again}
    return render(request, "quizzes/result.html", context)


@never_cache
def question(request: HttpRequest, attempt_id: UUID, number: int) -> HttpResponse:
    """One question: to be answered, or how her answer was."""
    attempt = _own(request, attempt_id)
    if not 1 <= number <= len(attempt.paper):
        raise Http404
    given = attempt.answers.filter(question=attempt.paper[number - 1][0]).first()
    done = bool(given and given.answered_at)
    if request.method == "POST" and not done and not attempt.finished_at:
        return _receive(request, attempt, number, given)
    told = done and (attempt.finished_at or attempt.quiz.tell == Quiz.Tell.EACH)
    if (attempt.finished_at or done) and not told:
        return redirect("quizzes:attempt", attempt.pk)
    if request.method == "POST":
        return redirect("quizzes:question", attempt.pk, number)
    return _show(request, attempt, number, given=given)


def _receive(request: HttpRequest, attempt: Attempt, number: int, given: Answer | None) -> HttpResponse:
    if attempt.quiz.is_closed:
        return _over(request, attempt.page)
    asked = attempt.version(number).value
    moved = asked.moved(request.POST)
    if moved:
        return _show(request, attempt, number, draft=moved)
    chosen = asked.read(request.POST)
    try:
        grading.answer(attempt, number, chosen)
    except BadAnswerError:
        draft = given.chosen if given else asked.kept(chosen)
        return _show(request, attempt, number, draft=draft, missing=asked.missing, status=422)
    return redirect("quizzes:question", attempt.pk, number)


def _show(
    request: HttpRequest, attempt: Attempt, number: int, *, status: int = 200, given=None, **more
) -> HttpResponse:
    version = attempt.version(number)
    done = given is not None and given.answered_at is not None
    context = {
        "attempt": attempt,
        "version": version,
        "question": version.value,
        "number": number,
        "total": attempt.total,
        "show_right": attempt.quiz.show_right,
        "told": attempt.finished_at or attempt.quiz.tell == Quiz.Tell.EACH,
        "given": given if done else None,
        "grade": _grade(given, version) if done else None,
        "draft": given.chosen if given else [],
    }
    return render(request, "quizzes/question.html", context | more, status=status)


def _grade(given: Answer, seen: Version) -> Grade:
    """A kept answer as it was graded, and the words for it, by the version that graded it last."""
    judge = seen if given.version_id == seen.pk else given.version
    assert judge is not None  # it has been graded
    try:
        return Grade(given.score, judge.value.grade(given.chosen).words)
    except BadAnswerError:
        return Grade(given.score)


def sheet(attempt: Attempt) -> list[dict]:
    """Each question of the attempt with its number, its words and its answer (None where there is none)."""
    versions = Version.objects.in_bulk([digest for _question, digest in attempt.paper])
    answers = {str(answer.question): answer for answer in attempt.answers.exclude(answered_at=None)}
    return [
        {"number": number, "text": versions[digest].content["text"], "answer": answers.get(question)}
        for number, (question, digest) in enumerate(attempt.paper, 1)
    ]
