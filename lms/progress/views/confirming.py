"""A helper confirms that a learner has done a task for real, sitting beside her.

Two ways, one rule (`scope.may_confirm`, never herself). On the helper's own phone: she scans the code that the
learner's page shows, a signed address good for an hour. On the learner's phone: she types her own number and PIN there,
which signs nobody in; where a second factor is asked of officers and trainers, they have only the first way. Either way
the fact says who confirmed it and when.
"""

from datetime import timedelta
from uuid import UUID, uuid5

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from courses.models import Lesson
from courses.requirements import Kind
from lms.accounts import lockout
from lms.accounts.forms import PhoneForm, PinForm
from lms.members import access_log, scope
from lms.members.models import Member
from lms.members.requests import MemberRequest
from lms.progress import recording
from lms.progress.models import LearningEvent
from lms.progress.state import Fact

LASTS = timedelta(hours=1)
signer = TimestampSigner(salt="lms.progress.views.confirming")


def confirm(helper: Member, member: Member, lesson: Lesson, block: UUID) -> bool:
    """Record that `helper` saw it done; once per member and block, the first stands. False where she may not."""
    if not scope.may_confirm(helper, member):
        return False
    id = uuid5(block, f"lesson {lesson.pk} of {member.pk} confirmed")
    fact = Fact(id, lesson.pk, block, LearningEvent.Kind.CONFIRMED, timezone.now(), by=helper.pk)
    recording.record(member, [fact])
    return True


def _task(lesson_id: int, block: UUID) -> tuple[Lesson, str]:
    """The lesson and the words of its task. 404 for anything else."""
    if lesson_id >= 2**31:
        raise Http404
    lesson = get_object_or_404(Lesson.objects.live().public(), pk=lesson_id)
    tasks = {asked.block for asked in lesson.requirements if asked.kind == Kind.TASK}
    if block not in tasks:
        raise Http404
    return lesson, next(child.value["text"] for child in lesson.body if child.id == str(block))


@never_cache
@login_required
def ask(request: MemberRequest, lesson_id: int, block: UUID) -> HttpResponse:
    """The learner's phone: a code for the helper's phone, or the helper's number and PIN typed here."""
    lesson, words = _task(lesson_id, block)
    sent = request.POST if request.method == "POST" else None
    phone, pin = PhoneForm(sent), PinForm(sent)
    status = 200
    if sent is not None:
        status = 422
        if phone.is_valid() and pin.is_valid():
            status, helper = _tried(request.user, phone, pin)
            if helper and confirm(helper, request.user, lesson, block):
                messages.success(request, _("Sister %(name)s has confirmed it.") % {"name": helper.get_short_name()})
                return redirect(f"{lesson.get_url(request)}#{block}")
    token = signer.sign_object([request.user.pk, lesson.pk, str(block)])
    address = settings.BASE_URL.rstrip("/") + reverse("progress:confirm", args=[token])
    code = segno.make(address, micro=False).svg_inline(omitsize=True, border=4, dark="#1d1a1c", light="#fff")
    phone.fields["phone"].label, pin.fields["pin"].label = _("Helper's phone number"), _("Helper's PIN")
    context = {"lesson": lesson, "block": block, "words": words, "code": code, "address": address}
    context |= {"second_factor": settings.SECOND_FACTOR}
    return render(request, "progress/ask.html", context | {"phone": phone, "pin": pin}, status=status)


def _tried(learner: Member, phone: PhoneForm, pin: PinForm) -> tuple[int, Member | None]:
    """One try at the helper's PIN: the status of the answer, and her if it was right. A number of nobody who may
    confirm for this learner by a PIN is as wrong as a wrong PIN."""
    owners = list(Member.objects.offered().filter(phone=phone.cleaned_data["phone"]))
    for owner in owners:
        owner.proven = not settings.SECOND_FACTOR  # a PIN is all that is asked here
    helper = next((owner for owner in owners if scope.may_confirm(owner, learner)), None)
    match lockout.attempt(helper, pin.cleaned_data["pin"]):
        case lockout.Outcome.RIGHT:
            return 200, helper
        case lockout.Outcome.LOCKED:
            pin.add_error("pin", _("Five wrong tries. Please rest for 15 minutes, then try again."))
            return 429, None
    pin.add_error("pin", _("Number and PIN do not belong to a helper of yours. Please try again slowly."))
    return 422, None


@never_cache
@login_required
def confirm_here(request: MemberRequest, token: str) -> HttpResponse:
    """The helper's phone: whose task it is, and the button that confirms it."""
    try:
        member_id, lesson_id, block = signer.unsign_object(token, max_age=LASTS)
    except (BadSignature, ValueError, TypeError):
        return render(request, "progress/confirm_over.html", status=410)
    member = Member.objects.select_related("unit").filter(pk=member_id, is_active=True).first()
    if not member or not scope.may_help(request.user, member):
        raise Http404
    if not scope.speaks_for_herself(request.user):
        return redirect_to_login(request.get_full_path(), reverse("officer_sign_in"))
    lesson, words = _task(lesson_id, UUID(block))
    if request.method == "POST":
        confirm(request.user, member, lesson, UUID(block))
        messages.success(request, _("Thank you. It counts for sister %(name)s.") % {"name": member.get_short_name()})
        return redirect("home")
    access_log.note(request.user, [member], access_log.What.TASK)
    return render(request, "progress/confirm.html", {"member": member, "lesson": lesson, "words": words})
