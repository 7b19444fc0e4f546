"""Her certificate of a course, for the course's page."""

from django import template

from courses.models import Course
from lms.certificates.models import Certificate

register = template.Library()


@register.simple_tag(takes_context=True)
def certificate_of(context: dict, course: Course) -> Certificate | None:
    user = context["request"].user
    if not (user.is_authenticated and course.pk):  # a trainer previews a course before its first save
        return None
    return Certificate.objects.filter(member=user, course=course, revoked_at=None).first()
