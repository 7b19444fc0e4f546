"""Issuing: a completed course gives its member a certificate, once, and loses it when complete no more."""

from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from courses.models import Course
from lms.certificates.models import Certificate
from lms.members.models import Member
from lms.progress.signals import course_completed, course_reopened
from lms.units.models import Unit


def unit_line(unit: Unit | None) -> str:
    """The unit as a certificate says it, with what stands above it: names of branches repeat."""
    if not unit:
        return ""
    above = [ancestor.name for ancestor in unit.get_ancestors() if ancestor.level != Unit.Level.CENTRAL]
    return ", ".join([unit.name, *reversed(above)])


@receiver(course_completed)
@transaction.atomic
def issue(sender, member: Member, course: Course, **kwargs) -> Certificate:
    """The member's certificate for the course: the one she has, or a new one, frozen. The lock on her row makes a
    second sender wait for the first and find its certificate; the database constraint is the last guard."""
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    kept = Certificate.objects.filter(member=member, course=course, revoked_at=None).first()
    if kept:
        return kept
    certificate = Certificate(
        member=member,
        course=course,
        name=member.name,
        unit_name=unit_line(member.unit),
        course_title=course.title,
        course_version=course.live_revision_id,
        issuer=settings.ISSUER,
        issued_on=timezone.localdate(),
    )
    certificate.seal()
    certificate.save()
    return certificate


@receiver(course_reopened)
def revoke(sender, member: Member, course: Course, reason: str, **kwargs) -> None:
    """Her certificate of the course is valid no more. Done again, the course brings another."""
    valid = Certificate.objects.filter(member=member, course=course, revoked_at=None)
    valid.update(revoked_at=timezone.now(), revoked_because=reason)
