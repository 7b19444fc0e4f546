"""Whatever a learner's page shows has changed: say so in `courses.models.versions`."""

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.models import AbstractRendition
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_slug_changed, post_page_move

from courses.models import Course, Home, Lesson, versions
from courses.models.hotlines import Hotline
from media.models import Clip
from media.signals import clips_changed
from quizzes.models import Quiz

PAGES = (Page, Home, Course, Lesson)
SHOWN_IN_LISTS = ("title", "slug", "live", "path", "goal", "summary", "cover_id")
SHOWN_IN_PAGES = (Clip, Quiz, Hotline, get_image_model(), get_document_model())
DECIDE_FOR_ALL = (PageViewRestriction, Site)
Rendition = get_image_model().get_rendition_model()


@receiver(clips_changed)
def clips_have_changed(sender, ids: list[int], **kwargs) -> None:
    versions.changed([versions.key(Clip, pk) for pk in ids])


@receiver([page_slug_changed, post_page_move])
def addresses_have_changed(sender, **kwargs) -> None:
    versions.changed([versions.TREE])


def object_has_changed(sender: type[Model], instance: Model, **kwargs) -> None:
    versions.changed([versions.key(sender, instance.pk)])


def rule_has_changed(sender: type[Model], **kwargs) -> None:
    versions.changed([versions.TREE])


def rendition_is_gone(sender: type[Model], instance: AbstractRendition, **kwargs) -> None:
    versions.changed([versions.key(get_image_model(), instance.image_id)])


def remember_what_lists_show(sender: type[Page], instance: Page, **kwargs) -> None:
    """A lesson whose text alone has changed leaves its course's page, and the lesson before it, as they are."""
    before = sender.objects.filter(pk=instance.pk).values(*_listed(sender)).first() if instance.pk else None
    now = {name: getattr(instance, name) for name in _listed(sender)}
    instance._lists_change = before != now


def page_has_changed(sender: type[Page], instance: Page, **kwargs) -> None:
    keys = [versions.key(Page, instance.pk)]
    if getattr(instance, "_lists_change", True) and (parent := _parent_id(instance)):
        keys.append(versions.in_list(parent))
    versions.changed(keys)


def page_is_gone(sender: type[Page], instance: Page, **kwargs) -> None:
    versions.changed([versions.key(Page, instance.pk), versions.TREE])


def _listed(sender: type[Page]) -> list[str]:
    there = {field.attname for field in sender._meta.concrete_fields}
    return [name for name in SHOWN_IN_LISTS if name in there]


def _parent_id(page: Page) -> int | None:
    """One query, and only where what lists show has changed."""
    above = page.path[: -Page.steplen]
    return Page.objects.filter(path=above).values_list("pk", flat=True).first() if above else None


for model in SHOWN_IN_PAGES:
    post_save.connect(object_has_changed, sender=model)
    post_delete.connect(object_has_changed, sender=model)
for model in DECIDE_FOR_ALL:
    post_save.connect(rule_has_changed, sender=model)
    post_delete.connect(rule_has_changed, sender=model)
for model in PAGES:
    pre_save.connect(remember_what_lists_show, sender=model)
    post_save.connect(page_has_changed, sender=model)
    post_delete.connect(page_is_gone, sender=model)
post_delete.connect(rendition_is_gone, sender=Rendition)
