"""Targets hang on the course that they are about."""

from collections.abc import Collection

from django.utils.translation import ngettext
from wagtail.models import Page

from lms.reports.models import Target
from lms.studio.retention import dependents


@dependents.counts(Page)
def targets(pages: Collection[int]) -> list[str]:
    count = Target.objects.filter(course__in=pages).count()
    return [ngettext("%(count)s target", "%(count)s targets", count) % {"count": count}] if count else []
