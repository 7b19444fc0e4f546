"""Thẻ học: which cards there are, whose a scanned one is, and what ends a card.

A card's address holds a secret of 32 characters (192 bits) and nothing about her. It is worked out from the secret of
the sheet that it is printed on, so that the sheet's address can give the same file twice, and is stored as its hash.
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from lms.accounts.models import Card
from lms.members.models import Member
from lms.members.models.changes import Change

SHEET = re.compile(r"[\w-]{32}", re.ASCII)
SHOWN_FOR = timedelta(hours=1)  # how long a sheet can be opened again after it was made
TAKEN_BACK_WITHIN = timedelta(days=1)  # a card that turns up again


def new_sheet() -> str:
    """The secret of a sheet: in its address and nowhere else."""
    return secrets.token_urlsafe(24)


def is_sheet(written: str) -> bool:
    return bool(SHEET.fullmatch(written))


def token(sheet: str, member_id: int) -> str:
    """What is printed for this member on this sheet. Without this installation's key it cannot be worked out."""
    digest = salted_hmac("lms.accounts.cards", f"{sheet} {member_id}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:24]).decode()


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make(sheet: str, members: Iterable[Member], *, by: Member, instead: bool) -> None:
    """Cards for all of them; `instead` of those they hold, which end by it. The same sheet again changes nothing."""
    members = list(members)
    now = timezone.now()
    mine = {hashed(token(sheet, member.pk)): member for member in members}
    if instead:
        others = Card.objects.live().filter(member__in=members).exclude(hash__in=mine)
        others.update(revoked_at=now)
    cards = [Card(member=member, hash=hash, made_at=now, made_by=by) for hash, member in mine.items()]
    there = set(Card.objects.filter(hash__in=mine).values_list("hash", flat=True))
    Card.objects.bulk_create(cards, ignore_conflicts=True)
    Change.objects.note([card.member_id for card in cards if card.hash not in there], Change.What.CARD_MADE, by=by)


def on_sheet(sheet: str, members: Iterable[Member], *, by: Member) -> list[tuple[Member, str]]:
    """Those of `members` who have a card on this sheet, with its secret; none once the sheet has been shown enough."""
    tokens = {member.pk: token(sheet, member.pk) for member in members}
    hashes = {hashed(secret): pk for pk, secret in tokens.items()}
    recent = Card.objects.live().filter(made_by=by, made_at__gte=timezone.now() - SHOWN_FOR)
    there = {hashes[hash] for hash in recent.values_list("hash", flat=True) if hash in hashes}
    return [(member, tokens[member.pk]) for member in members if member.pk in there]


def find(secret: str) -> Card | None:
    return Card.objects.select_related("member").filter(hash=hashed(secret)).first()


def works(card: Card) -> bool:
    """Not after she has left the union, nor for a record that has become part of another."""
    return card.revoked_at is None and card.member.place is not None and card.member.merged_into_id is None


def held(member: Member) -> QuerySet[Card]:
    return member.cards.live().order_by("-made_at", "-pk")


@transaction.atomic
def revoke(member: Member, *, by: Member) -> int:
    locked = held(member).update(revoked_at=timezone.now())
    Change.objects.note([member.pk] if locked else [], Change.What.CARD_LOCKED, by=by)
    return locked


def just_lost(member: Member) -> QuerySet[Card]:
    """What was locked last, as long as it may be taken back."""
    locked = member.cards.filter(revoked_at__gte=timezone.now() - TAKEN_BACK_WITHIN)
    latest = locked.order_by("revoked_at").last()
    return locked.filter(revoked_at=latest.revoked_at) if latest else locked.none()


@transaction.atomic
def restore(member: Member, *, by: Member) -> int:
    found = just_lost(member).update(revoked_at=None)
    Change.objects.note([member.pk] if found else [], Change.What.CARD_FOUND, by=by)
    return found
