"""Bringing questions in: a file is kept, looked through, confirmed, and can be taken back whole.

Reading a file writes nothing. Confirming is one transaction under the import's own lock, so that two taps bring the
questions in once; taking back is the same. What nobody confirmed is forgotten after a day.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import PurePath
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex

from quizzes.exchange import formats
from quizzes.exchange.checking import Fitting, checked
from quizzes.exchange.neutral import Question, Refusal, UnreadableFileError, line
from quizzes.models import Import, Quiz, Topic

KEPT, MOST_KEPT = timedelta(days=1), 5
HOLDERS: dict[str, type[Quiz | Topic]] = {"quiz": Quiz, "topic": Topic}


@dataclass(frozen=True)
class Into:
    """Where questions go: into a quiz or a topic that is there (`pk`), or a new one with this title; or, by `topics`,
    each into the topic that the file names for it, and those without one into a new topic with this title."""

    holder: str
    pk: int | None = None
    title: str = ""
    topics: bool = False


def keep(upload: UploadedFile, *, by) -> Import:
    """Keep a file that can be read. Raises UnreadableFileError, and then keeps nothing."""
    data = upload.read(formats.LARGEST + 1)
    if len(data) > formats.LARGEST:
        raise UnreadableFileError(_("This file is larger than %(mb)s MB.") % {"mb": formats.LARGEST // 1_000_000})
    name = line(PurePath(upload.name or "").name)[:200]
    format = formats.format_of(data, name)
    formats.read(data, format)
    with transaction.atomic():
        sweep()
        old = Import.objects.filter(by=by, done_at=None).values_list("pk", flat=True)[MOST_KEPT - 1 :]
        Import.objects.filter(pk__in=list(old)).delete()
        return Import.objects.create(by=by, name=name, format=format, data=data)


def sweep() -> None:
    """Forget the files that nobody has confirmed in time."""
    Import.objects.filter(done_at=None, at__lt=timezone.now() - KEPT).delete()


def look(kept: Import) -> tuple[list[Fitting], list[Refusal]]:
    """What would come in of a file, and what would not and why."""
    return checked(formats.read(bytes(kept.data), kept.format))


@dataclass
class _Made:
    """What an import has made so far, as `Import.made` keeps it."""

    questions: list[tuple[str, int, str]] = field(default_factory=list)
    holders: list[tuple[str, int]] = field(default_factory=list)
    pictures: list = field(default_factory=list)

    def kept(self) -> dict:
        pictures = [picture.pk for picture in self.pictures]
        return {"questions": self.questions, "holders": self.holders, "pictures": pictures}


def bring_in(pk: int, numbers: Collection[int], into: Into, *, by) -> Import:
    """Bring in the questions with these numbers; what has come in already does not come again.

    Raises ValidationError, in words for the trainer, and Import.DoesNotExist for an import that is not hers.
    """
    made = _Made()
    try:
        with transaction.atomic():
            kept = Import.objects.select_for_update().get(pk=pk, by=by)
            if kept.done_at:
                return kept
            chosen = [one for one in look(kept)[0] if one.number in numbers]
            if not chosen:
                raise ValidationError(_("Please tick at least one question."))
            for holder, questions in _shared_out(chosen, into):
                _add(holder, questions, made, by=by)
            kept.made, kept.done_at, kept.data = made.kept(), timezone.now(), b""
            kept.save()
            return kept
    except BaseException:
        for picture in made.pictures:  # rows are rolled back; files are not
            picture.file.delete(save=False)
        raise


def _shared_out(chosen: list[Fitting], into: Into) -> list[tuple[Callable[[], Quiz | Topic], list[Question]]]:
    """(what finds or makes the holder, its questions) for each holder."""
    questions = [one.question for one in chosen]
    if not into.topics:
        return [(partial(_holder, into), questions)]
    titles = list(dict.fromkeys(question.topic or into.title for question in questions))
    return [
        (
            partial(_topic, title),
            [question for question in questions if (question.topic or into.title) == title],
        )
        for title in titles
    ]


def _holder(into: Into) -> Quiz | Topic:
    model = HOLDERS[into.holder]
    if into.pk is None:
        return model(title=_titled(into.title))
    found = model.objects.select_for_update().filter(pk=into.pk).first()
    if found is None:
        raise ValidationError(_("It has been removed meanwhile. Please choose where the questions go once more."))
    return found


def _topic(title: str) -> Topic:
    title = _titled(title)
    return Topic.objects.select_for_update().filter(title=title).first() or Topic(title=title)


def _titled(title: str) -> str:
    title = line(title)[:200]
    if not title:
        raise ValidationError(_("Please give it a name."))
    return title


def _add(find: Callable[[], Quiz | Topic], questions: list[Question], made: _Made, *, by) -> None:
    holder = find()
    kind, new = ("quiz" if isinstance(holder, Quiz) else "topic"), holder.pk is None
    block = holder.questions.stream_block
    raw = list(holder.questions.get_prep_value())
    added = [_stored(question, made, by=by) for question in questions]
    holder.questions = block.to_python([*raw, *added])
    _save(holder, "wagtail.create" if new else "wagtail.edit", by=by)
    made.questions += [(kind, holder.pk, question["id"]) for question in added]
    made.holders += [(kind, holder.pk)] if new else []


def _stored(question: Question, made: _Made, *, by) -> dict:
    content = dict(question.content)
    if question.picture:
        image = get_image_model()(title=line(question.content["text"])[:100], uploaded_by_user=by)
        image.file = ContentFile(question.picture.data, question.picture.name)
        made.pictures.append(image)
        image.save()
        content["picture"] = image.pk
    return {"type": question.kind, "value": content, "id": str(uuid4())}


def _save(holder: Quiz | Topic, action: str, *, by) -> None:
    holder.save()
    revision = holder.save_revision(user=by, clean=False)  # an emptied quiz may stay
    log(instance=holder, action=action, user=by, revision=revision, content_changed=True)


@transaction.atomic
def take_back(pk: int, *, by) -> Import:
    """Remove all that an import brought. A quiz or topic that it made goes too when it is empty and nothing uses it;
    what learners have answered stays. Raises Import.DoesNotExist for an import that is not hers."""
    kept = Import.objects.select_for_update().get(pk=pk, by=by)
    if kept.undone_at or not kept.done_at:
        return kept
    _index_since(kept.done_at)
    brought = {question for _holder, _pk, question in kept.made["questions"]}
    for kind, holder_pk in dict.fromkeys((kind, holder_pk) for kind, holder_pk, _question in kept.made["questions"]):
        holder = HOLDERS[kind].objects.select_for_update().filter(pk=holder_pk).first()
        if holder:
            _remove(holder, brought, made_by_it=[kind, holder_pk] in kept.made["holders"], by=by)
    for picture in get_image_model().objects.filter(pk__in=kept.made["pictures"]):
        if not _is_used(picture):
            picture.delete()
    kept.undone_at = timezone.now()
    kept.save()
    return kept


def _remove(holder: Quiz | Topic, brought: set[str], *, made_by_it: bool, by) -> None:
    raw = [one for one in holder.questions.get_prep_value() if one["id"] not in brought]
    holder.questions = holder.questions.stream_block.to_python(raw)
    if made_by_it and not raw and not _is_used(holder) and not _has_learners(holder):
        log(instance=holder, action="wagtail.delete", user=by, deleted=True)
        holder.delete()
    else:
        _save(holder, "wagtail.edit", by=by)
        ReferenceIndex.create_or_update_for_object(holder)


def _index_since(moment: datetime) -> None:
    """Wagtail notes in the background what uses what. Do it now for all that may have come to use what came in."""
    edited = [Page.objects.filter(latest_revision_created_at__gte=moment).specific()]
    edited += [model.objects.filter(latest_revision__created_at__gte=moment) for model in HOLDERS.values()]
    for instances in edited:
        for instance in instances:
            ReferenceIndex.create_or_update_for_object(instance)


def _has_learners(holder: Quiz | Topic) -> bool:
    return isinstance(holder, Quiz) and (holder.attempts.exists() or bool(holder.draws))


def _is_used(instance) -> bool:
    return ReferenceIndex.get_references_to(instance).exists()
