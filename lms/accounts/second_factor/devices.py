"""The app that counts codes for her (TOTP), and ten numbers on paper for the day her phone is lost.

django-otp keeps the app's secret, takes each code once, allows for a clock that is half a minute wrong and lets the
wait grow with each wrong try. Of the numbers on paper only a hash is kept.
"""

import secrets
from base64 import b32encode

import django_otp
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from lms.members.models import Member

RECOVERY_CODES, RECOVERY_DIGITS = 10, 12
APP, PAPER = "app", "paper"


def app(member: Member) -> TOTPDevice | None:
    """The app that she has set up; None while there is none."""
    return TOTPDevice.objects.filter(user=member, confirmed=True).first()


@transaction.atomic
def to_set_up(member: Member) -> TOTPDevice:
    """The secret that she is about to copy into an app; the same until a code of it has come back."""
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)  # two tabs show one secret
    waiting = TOTPDevice.objects.filter(user=member, confirmed=False).first()
    return waiting or TOTPDevice.objects.create(user=member, name=APP, confirmed=False)


def in_fours(device: TOTPDevice) -> str:
    """Its secret as an app takes it when it is typed: "JBSW Y3DP …"."""
    secret = b32encode(device.bin_key).decode()
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


@transaction.atomic
def set_up(member: Member, code: str) -> TOTPDevice | None:
    """A right code makes the new app the only one; None for a wrong code."""
    device = django_otp.verify_token(member, to_set_up(member).persistent_id, code)
    if device:
        TOTPDevice.objects.filter(user=member).exclude(pk=device.pk).delete()
        device.confirmed = True
        device.save(update_fields=["confirmed"])
    return device


def check(member: Member, code: str) -> TOTPDevice | StaticDevice | None:
    """The device that this code is of: six digits are of the app, twelve are of the paper."""
    on_paper = len(code) == RECOVERY_DIGITS
    device = _paper(member) if on_paper else app(member)
    return device and django_otp.verify_token(member, device.persistent_id, _kept(member, code) if on_paper else code)


def wait(member: Member, code: str) -> int:
    """Seconds until another try at a code of this length is looked at."""
    device = _paper(member) if len(code) == RECOVERY_DIGITS else app(member)
    allowed, why = device.verify_is_allowed() if device else (True, {})
    return 0 if allowed else max(1, round((why["locked_until"] - timezone.now()).total_seconds()))


@transaction.atomic
def new_recovery_codes(member: Member) -> list[str]:
    """Ten numbers, told this once; earlier ones are worthless from now on."""
    device = StaticDevice.objects.select_for_update().get_or_create(user=member, name=PAPER)[0]
    device.token_set.all().delete()
    codes = [f"{secrets.randbelow(10**RECOVERY_DIGITS):0{RECOVERY_DIGITS}}" for _code in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_kept(member, code)) for code in codes)
    return codes


def recovery_codes_left(member: Member) -> int:
    return StaticToken.objects.filter(device__user=member).count()


@transaction.atomic
def reset(member: Member) -> bool:
    """Take both away, so that she sets up an app anew when she next signs in; sessions that a code opened end by it.
    False when there was nothing to take."""
    gone = [model.objects.filter(user=member).delete()[0] for model in (TOTPDevice, StaticDevice)]
    return any(gone)


def _paper(member: Member) -> StaticDevice | None:
    return StaticDevice.objects.filter(user=member).first()


def _kept(member: Member, code: str) -> str:
    return salted_hmac("lms.accounts.second_factor", f"{member.pk} {code}", algorithm="sha256").hexdigest()[:16]
