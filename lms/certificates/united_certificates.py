"""Two records of one person become one: her certificates are all hers. Of two for one course the earlier stays valid;
the other is revoked and stays as history, and its public page says that its holder has a valid one."""

from django.dispatch import receiver
from django.utils import timezone

from lms.certificates.models import Certificate
from lms.members.models import Member
from lms.members.signals import parting, remembered, united


@receiver(united)
def unite_certificates(sender, kept: Member, gone: Member, **kwargs) -> dict[str, list[int]]:
    """What a certificate says does not change: only whose it is, which it does not say."""
    valid = Certificate.objects.filter(member__in=(kept, gone), revoked_at=None, course__isnull=False)
    courses: set[int | None] = set()
    revoked = []
    for certificate in valid.order_by("issued_on", "pk"):
        if certificate.course_id in courses:
            Certificate.objects.filter(pk=certificate.pk).update(revoked_at=timezone.now())
            revoked.append(certificate.pk)
        courses.add(certificate.course_id)
    moved = list(Certificate.objects.filter(member=gone).values_list("pk", flat=True))
    Certificate.objects.filter(member=gone).update(member=kept)
    return {"certificates": moved, "revoked_certificates": revoked}


@receiver(parting)
def part_certificates(sender, kept: Member, gone: Member, moved: dict, **kwargs) -> None:
    """Whose was it goes back, and the one that was revoked for the other's sake is valid again."""
    Certificate.objects.filter(pk__in=moved["certificates"], member=kept).update(member=gone)
    for certificate in Certificate.objects.filter(pk__in=moved["revoked_certificates"]):
        others = Certificate.objects.filter(member=certificate.member_id, course=certificate.course_id, revoked_at=None)
        if not others.exists():
            Certificate.objects.filter(pk=certificate.pk).update(revoked_at=None)


@receiver(remembered)
def who_has_certificates(sender, members: list[int], **kwargs) -> set[int]:
    return set(Certificate.objects.filter(member__in=members).values_list("member", flat=True))
