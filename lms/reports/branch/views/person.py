"""A member's own page for who looks after her: what she has learnt, how to reach her, what she could do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from lms.members import phones, scope
from lms.reports import queries
from lms.reports.branch import messages, records, url_objects


@never_cache
def person(request: HttpRequest, member_id: int) -> HttpResponse:
    member = url_objects.member(request, member_id)
    courses, taken_back = records.of(member)
    following = records.next_lesson(courses)
    unit = member.unit
    assert unit is not None  # she is in scope by her unit
    context = {
        "member": member,
        "trail": [*queries.trail(request.user, unit), unit],
        "phone": phones.readable(member.phone) if member.phone else "",
        "courses": courses,
        "taken_back": taken_back,
        "next_lesson": following,
        "message": messages.next_step(member, following) if following else "",
        "may_vouch": scope.may_vouch(request.user, member),
        "may_invite": member.pk in scope.may_invite(request.user, [member]),
    }
    return render(request, "reports/person.html", context)
