"""Signing in with a phone number and a PIN, one question a screen.

A phone may belong to a whole family, so a shared number asks which of them before the PIN. A number that nobody has
goes on to the PIN as well, and is told to rest after five wrong ones as any other is: a stranger learns nothing. We
never ask for an OTP, an e-mail or an identity card.
"""

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lms.accounts import lockout, pin_resets
from lms.accounts.forms import PhoneForm, PinForm
from lms.accounts.views import shared_phone
from lms.members import phones, short_names
from lms.members.models import Member

KEY = (
    "signing_in"  # in the session: {"phone": E.164, "member": id or None, "next": where she came from, "wrong": times}
)
LONGEST = 2000  # characters of an address to go back to
NOT_RIGHT = gettext_lazy(
    "The phone number or the PIN is not right. Please try again slowly. After five wrong tries, rest for 15 minutes."
)


def where_to(wanted: str, otherwise: str = "/") -> str:
    """Where to go afterwards; never to another site, nor to these questions again."""
    here = wanted.startswith("/") and len(wanted) <= LONGEST and not wanted.startswith(reverse("sign_in"))
    return wanted if here and url_has_allowed_host_and_scheme(wanted, None) else otherwise


def enter(request: HttpRequest, member: Member, to: str, words: str) -> HttpResponse:
    """Sign her in with what she has just typed, on a phone that will know her next time; another's session ends."""
    login(request, member, backend="lms.accounts.backends.PinBackend")
    messages.success(request, words)
    pin_resets.tell(request, member)
    response = HttpResponseRedirect(to)
    shared_phone.remember(request, response, member)
    return response


def _sharing(phone: str) -> list[Member]:
    """Who is asked for on this phone; no phone is nobody's. The one place that reads members outside a scope: she is
    not known yet."""
    return list(Member.objects.offered().filter(phone=phone).order_by("sort_key", "pk")) if phone else []


def _alone(phone: str, sharing: list[Member]) -> int | None:
    """Id of the only one whose PIN this number asks for. Where nobody is offered, it may be the one who has left and
    goes on learning: the page says no more than for a number that nobody has."""
    people = sharing or list(Member.objects.signing_in().filter(phone=phone)[:2])
    return people[0].pk if len(people) == 1 else None


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    form = PhoneForm(request.POST if request.method == "POST" else None)
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST" and form.is_valid():
        sharing = _sharing(form.cleaned_data["phone"])
        request.session[KEY] = {
            "phone": form.cleaned_data["phone"],
            "member": _alone(form.cleaned_data["phone"], sharing),
            "next": where_to(wanted),
        }
        return redirect("sign_in_who" if len(sharing) > 1 else "sign_in_pin")
    context = {"form": form, "next": wanted, "known": shared_phone.known(request)}
    return render(request, "accounts/sign_in.html", context, status=422 if form.errors else 200)


@never_cache
def sign_in_who(request: HttpRequest) -> HttpResponse:
    if KEY not in request.session:
        return redirect("sign_in")
    sharing = _sharing(request.session[KEY]["phone"])
    if len(sharing) < 2:  # else this page would tell a stranger whose number it is
        return redirect("sign_in_pin")
    called = short_names.told_apart(sharing)
    if request.method == "POST":
        chosen = next((member for member in sharing if str(member.pk) == request.POST.get("member")), None)
        if chosen:
            request.session[KEY] |= {"member": chosen.pk, "called": called[chosen.pk]}
            request.session.modified = True
            return redirect("sign_in_pin")
    people = [(member, called[member.pk]) for member in sharing]
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/sign_in_who.html", {"people": people}, status=status)


@never_cache
def sign_in_pin(request: HttpRequest) -> HttpResponse:
    if KEY not in request.session:
        return redirect("sign_in")
    phone = request.session[KEY]["phone"]
    form = PinForm(request.POST if request.method == "POST" else None)
    member = Member.objects.signing_in().filter(pk=request.session[KEY]["member"]).first()
    status = tried(request, form, member, told=not phone)
    if member and status == 200 and request.method == "POST":
        wanted = request.session.pop(KEY)["next"]
        return enter(request, member, wanted, _("Welcome, %(name)s.") % {"name": member.get_short_name()})
    context = {
        "form": form,
        "phone": phone and phones.readable(phone),
        "called": request.session[KEY].get("called", ""),
    }
    return render(request, "accounts/sign_in_pin.html", context, status=status)


def tried(request: HttpRequest, form: PinForm, member: Member | None, *, told: bool) -> int:
    """One try at her PIN, if one was sent: 200 when it was right, else the status of the page that says why not.
    `told`: this phone knows who she is. Else the page says of a number that nobody has what it says of hers."""
    if request.method != "POST":
        return 200
    if not form.is_valid():
        return 422
    outcome = lockout.attempt(member, form.cleaned_data["pin"])
    if outcome == lockout.Outcome.RIGHT:
        return 200
    if outcome == lockout.Outcome.LOCKED if told else _over(request):
        form.add_error("pin", _("Five wrong tries. Please rest for 15 minutes, then try again."))
        return 429
    form.add_error("pin", _("This PIN is not right. Please try again slowly.") if told else NOT_RIGHT)
    return 422


def _over(request: HttpRequest) -> bool:
    """Counts wrong PINs by session as `lockout.count_attempt` does by account: the response must not tell whether an
    account exists or is locked."""
    wrong, last = request.session[KEY].get("wrong", (0, 0))
    now = timezone.now().timestamp()
    if now - last >= lockout.REST.total_seconds():
        wrong = 0
    if wrong < lockout.TRIES:
        request.session[KEY]["wrong"] = (wrong + 1, now)
        request.session.modified = True
    return wrong >= lockout.TRIES


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """The phone goes into other hands: nothing of the last one is left, and the next is asked for her PIN."""
    people = {str(member.pk): (member, called) for member, called in shared_phone.known(request)}
    if request.POST.get("member") not in people:
        return redirect("sign_in")
    member, called = people[request.POST["member"]]
    if request.user.is_authenticated:
        logout(request)  # what a stranger did before signing in stays, and is claimed by whoever signs in
    wanted = where_to(request.POST.get("next", ""))
    request.session[KEY] = {"phone": "", "member": member.pk, "called": called, "next": wanted}
    return redirect("sign_in_pin")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("You have signed out. The next person can sign in now."))
    return redirect("home")
