"""What the studio hears: a page that somebody publishes is in use again. And what hangs on content in rooms below."""

from collections.abc import Collection

from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.dispatch import receiver
from django.utils.translation import ngettext
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.signals import page_published

from lms.members.models import Member
from lms.studio.models import Shelved
from lms.studio.retention import dependents, shelf
from quizzes.models import Attempt, Quiz, Version


@receiver(page_published)
def offer_again(sender, instance: Page, **kwargs) -> None:
    Shelved.objects.filter(**shelf.key(instance)).delete()


@dependents.counts(Quiz)
def attempts_at(quizzes: Collection[int]) -> list[str]:
    return _attempts(Attempt.objects.filter(quiz__in=quizzes))


@dependents.counts(Page)
def attempts_from(pages: Collection[int]) -> list[str]:
    return _attempts(Attempt.objects.filter(page__in=pages))


def _attempts(attempts: QuerySet[Attempt]) -> list[str]:
    count = attempts.count()
    words = ngettext("%(count)s attempt at questions", "%(count)s attempts at questions", count)
    return [words % {"count": count}] if count else []


@dependents.counts(get_image_model())
def answered_questions(pictures: Collection[int]) -> list[str]:
    """A question as it was answered still shows its picture, also when the question is another by now."""
    count = Version.objects.filter(content__picture__in=pictures, answer__isnull=False).distinct().count()
    words = ngettext("%(count)s question that was answered", "%(count)s questions that were answered", count)
    return [words % {"count": count}] if count else []


@dependents.counts(Group)
def accounts_in(groups: Collection[int]) -> list[str]:
    count = Member.objects.filter(groups__in=groups).distinct().count()
    return [ngettext("%(count)s account", "%(count)s accounts", count) % {"count": count}] if count else []
