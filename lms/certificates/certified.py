"""Certificates hang on the course that they certify, revoked ones as well."""

from collections.abc import Collection

from django.utils.translation import ngettext
from wagtail.models import Page

from lms.certificates.models import Certificate
from lms.studio.retention import dependents


@dependents.counts(Page)
def certificates(pages: Collection[int]) -> list[str]:
    count = Certificate.objects.filter(course__in=pages).count()
    return [ngettext("%(count)s certificate", "%(count)s certificates", count) % {"count": count}] if count else []
