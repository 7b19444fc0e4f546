"""The request as a view sees it that only somebody who has signed in can reach."""

from django.http import HttpRequest

from lms.members.models import Member


class MemberRequest(HttpRequest):
    """For annotations: what stands behind `login_required` or one of the scope's decorators."""

    user: Member
