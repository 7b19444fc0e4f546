"""A phone number that another woman has: her head is asked whether they share it or it has changed hands.

Only women in the head's scope are named; whether anybody elsewhere has the number is not said.
"""

from django.db.models import QuerySet

from lms.members import access_log, scope
from lms.members.models import Member
from lms.members.requests import MemberRequest

SHARED, HERS = "shared", "hers"
MOST = 6  # women on one phone who are named


def to_ask_about(request: MemberRequest, phone: str, *, but: Member | None = None) -> list[Member]:
    """Who else has this number, as long as the head has not said what that means. Nobody is asked about a number that
    stays as it was."""
    if not phone or request.POST.get("number") in (SHARED, HERS) or (but and but.phone == phone):
        return []
    found = list(_others(request.user, phone, but)[:MOST])
    access_log.note(request.user, found, access_log.What.ROSTER)
    return found


def settle(request: MemberRequest, member: Member) -> None:
    """The number is hers alone, if the head has said so: the others have none any more."""
    if request.POST.get("number") != HERS or not member.phone:
        return
    pks = _others(request.user, member.phone, member).values_list("pk", flat=True)
    for other in Member.objects.select_for_update(no_key=True).filter(pk__in=list(pks)).order_by("pk"):
        other.phone, other.placed_by = "", request.user
        other.save(update_fields=["phone"])


def _others(viewer: Member, phone: str, member: Member | None) -> QuerySet[Member]:
    found = scope.known(viewer).filter(phone=phone).select_related("unit").order_by("sort_key", "pk")
    return found.exclude(pk=member.pk) if member and member.pk else found
