"""A forgotten PIN: her head empties it, and she chooses a new one with her card or an invitation.

The head neither sees nor chooses a PIN. Emptying it ends the member's sessions and the rest after wrong tries; who did
it and when is kept, and the member is told when she next signs in.
"""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.accounts.models import PinReset
from lms.members.models import Member


@transaction.atomic
def reset(member: Member, *, by: Member) -> bool:
    """Empty her PIN. False when it was empty before: pressing twice is once."""
    row = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if not row.pin:
        return False
    row.pin, row.pin_failures, row.pin_tried_at = "", 0, None
    row.placed_by = by
    row.save(update_fields=["pin", "pin_failures", "pin_tried_at"])
    PinReset.objects.create(member=row, by=by)
    return True


def tell(request: HttpRequest, member: Member) -> None:
    """Tell her who emptied her PIN since she was last here, once."""
    untold = PinReset.objects.filter(member=member, told_at=None)
    latest = untold.select_related("by").order_by("at").last()
    if not latest:
        return
    untold.update(told_at=timezone.now())
    day, by = date_format(timezone.localtime(latest.at), "d/m/Y"), latest.by.name if latest.by else "?"
    words = _("Your PIN was reset by sister %(by)s on %(day)s. If you did not ask for it, please ask her why.")
    messages.info(request, words % {"by": by, "day": day})
