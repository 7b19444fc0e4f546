"""Records outlive content: nothing that anybody can press in Wagtail deletes a fact about a person. What something
hangs on is taken out of use, what nothing hangs on goes to a bin."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.admin.views import generic
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.generic import multiple_upload
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from courses.models import Lesson
from lms.certificates.models import Certificate
from lms.members.models import Member
from lms.progress.models import CourseProgress, LearningEvent, LessonProgress
from lms.studio.founding import ORGANISERS
from lms.studio.models import Shelved
from lms.studio.retention import deletions
from media.models import Clip
from quizzes.models import Attempt, Quiz
from tests.progress.acting import finish
from tests.reading import texts

Image = get_image_model()
FACTS = (LearningEvent, LessonProgress, CourseProgress, Attempt, Certificate)


@pytest.fixture
def keeping(keeper, at_the_desk) -> Client:
    return at_the_desk(keeper)


def facts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in FACTS}


def delete_page(page: Page) -> str:
    return reverse("wagtailadmin_pages:delete", args=[page.pk])


@pytest.fixture
def learnt(thanh, lesson, quiz) -> Lesson:
    """Thanh has done the lesson, and with it the course."""
    finish(thanh, lesson, quiz)
    return lesson


def test_the_screen_says_in_numbers_what_hangs_on_a_lesson(keeping, learnt):
    lines = texts(keeping.get(delete_page(learnt)), "main .help-warning li")

    assert lines == ["1 lượt làm câu hỏi", "1 hội viên đã học ở đây (3 lượt ghi)"]


def test_the_screen_says_in_numbers_what_hangs_on_a_course(keeping, learnt):
    lines = texts(keeping.get(delete_page(learnt.course)), "main .help-warning li")

    assert lines == ["1 lượt làm câu hỏi", "1 hội viên đã học ở đây (3 lượt ghi)", "1 giấy chứng nhận"]


@pytest.mark.parametrize("sent", [{}, {"do": "bin"}])
def test_a_lesson_that_somebody_has_learnt_is_not_deleted(keeping, learnt, sent):
    before = facts()

    answer = keeping.post(delete_page(learnt), sent)

    assert (answer.status_code, facts()) == (409, before)
    assert Lesson.objects.get().live


def test_out_of_use_it_is_offered_no_more_and_its_records_stay(keeping, client, learnt, thanh):
    before, address = facts(), learnt.get_url()

    keeping.post(delete_page(learnt), {"do": "retire"})

    assert (client.get(address).status_code, facts()) == (404, before)
    assert thanh.certificates.get().revoked_at is None


def test_a_question_set_that_was_answered_is_taken_out_of_use(keeping, learnt, quiz, client):
    address = reverse("wagtailsnippets_quizzes_quiz:delete", args=[quiz.pk])
    ReferenceIndex.create_or_update_for_object(learnt)
    before = facts()
    assert texts(keeping.get(address), "main .help-warning li") == ["1 lượt làm câu hỏi", f"đang dùng ở {learnt.title}"]

    keeping.post(address, {"do": "retire"})

    assert (Quiz.objects.count(), facts()) == (1, before)
    assert texts(keeping.get(reverse("wagtailsnippets_quizzes_quiz:list")), "td.title") == []


def test_a_question_set_that_nobody_has_answered_can_be_brought_back_from_the_bin(keeping, quiz):
    keeping.post(reverse("wagtailsnippets_quizzes_quiz:delete", args=[quiz.pk]), {"do": "bin"})
    assert texts(keeping.get(reverse("bin")), ".bin strong") == [quiz.title]

    keeping.post(reverse("bin_restore", args=[Shelved.objects.get().pk]))

    assert (Shelved.objects.count(), Quiz.objects.get()) == (0, quiz)
    assert quiz.title in keeping.get(reverse("wagtailsnippets_quizzes_quiz:list")).content.decode()


def test_a_lesson_comes_back_from_the_bin_as_it_was(keeping, lesson, client):
    address = lesson.get_url()
    keeping.post(delete_page(lesson), {"do": "bin"})
    assert client.get(address).status_code == 404
    explorer = reverse("wagtailadmin_explore", args=[lesson.course.pk])
    assert lesson.title in keeping.get(explorer).content.decode()  # in the message that says where it is
    assert lesson.title not in keeping.get(explorer).content.decode()

    keeping.post(reverse("bin_restore", args=[Shelved.objects.get().pk]))

    assert client.get(address).status_code == 200


def test_a_draft_stays_a_draft_in_the_bin_and_back(keeping, lesson, client):
    lesson.unpublish()
    keeping.post(delete_page(lesson), {"do": "bin"})

    keeping.post(reverse("bin_restore", args=[Shelved.objects.get().pk]))

    assert Lesson.objects.get().live is False


def test_after_thirty_days_the_bin_is_emptied(keeping, lesson, quiz):
    keeping.post(delete_page(lesson), {"do": "bin"})
    Shelved.objects.update(at=timezone.now() - timedelta(days=29))
    call_command("forget_old")
    assert Lesson.objects.count() == 1
    Shelved.objects.update(at=timezone.now() - timedelta(days=31))

    call_command("forget_old")

    assert (Lesson.objects.count(), Shelved.objects.count()) == (0, 0)


def test_what_something_hangs_on_by_then_stays_out_of_use(keeping, lesson, quiz, thanh):
    keeping.post(delete_page(lesson), {"do": "bin"})
    finish(thanh, lesson, quiz)
    Shelved.objects.update(at=timezone.now() - timedelta(days=31))

    call_command("forget_old")

    assert (Lesson.objects.count(), Shelved.objects.get().kind) == (1, "retired")


def test_a_picture_in_use_stays(keeping, course, picture):
    course.cover = picture()
    course.save()
    ReferenceIndex.create_or_update_for_object(course)
    address = reverse("wagtailimages:delete", args=[course.cover.pk])
    assert texts(keeping.get(address), "main .help-warning li") == [f"đang dùng ở {course.title}"]

    answer = keeping.post(address)

    assert (answer.status_code, Image.objects.count()) == (409, 1)


def test_a_picture_in_use_stays_also_on_the_page_that_uploads_several(keeping, course, picture):
    course.cover = picture()
    course.save()
    ReferenceIndex.create_or_update_for_object(course)

    answer = keeping.post(reverse("wagtailimages:delete_multiple", args=[course.cover.pk]))

    assert (answer.status_code, Image.objects.count()) == (409, 1)


def test_many_at_once_go_as_one_alone(keeping, make_lesson, thanh, quiz):
    learnt, free = make_lesson(), make_lesson("bai-2", "Gọi hình")
    finish(thanh, learnt, quiz)
    before = facts()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    keeping.post(f"{bulk}?id={learnt.pk}&id={free.pk}")

    assert facts() == before
    assert [row.title for row in Shelved.objects.all()] == ["Gọi hình"]
    assert Lesson.objects.get(pk=learnt.pk).live


def test_an_account_is_closed_and_the_member_stays(keeping, hoa):
    keeping.post(reverse("wagtailusers_users:delete", args=[hoa.pk]))

    closed = Member.objects.get(pk=hoa.pk)
    assert (closed.username, closed.has_usable_password(), closed.groups.count()) == (None, False, 0)
    assert closed.roles.count() == 1


def test_many_accounts_are_closed_and_the_members_stay(keeping, hoa):
    bulk = reverse("wagtail_bulk_action", args=["members", "member", "delete"])

    keeping.post(f"{bulk}?id={hoa.pk}")

    assert Member.objects.get(pk=hoa.pk).username is None


def test_a_group_with_accounts_stays(keeping, hoa):
    group = hoa.groups.get()

    answer = keeping.post(reverse("wagtailusers_groups:delete", args=[group.pk]))

    assert (answer.status_code, list(hoa.groups.all())) == (409, [group])


def test_an_outsider_learns_nothing_and_changes_nothing(client, lesson, at_the_desk, lien):
    assert client.post(delete_page(lesson)).status_code == 302
    assert at_the_desk(lien).post(delete_page(lesson)).status_code == 302
    assert (Lesson.objects.count(), Shelved.objects.count()) == (1, 0)


def test_who_may_not_delete_it_cannot_bring_it_back(at_the_desk, keeping, ngan, quiz):
    keeping.post(reverse("wagtailsnippets_quizzes_quiz:delete", args=[quiz.pk]), {"do": "bin"})
    ngan.groups.add(Group.objects.get(name=ORGANISERS))
    desk = at_the_desk(ngan)

    answer = desk.post(reverse("bin_restore", args=[Shelved.objects.get().pk]))

    assert (answer.status_code, Shelved.objects.count()) == (404, 1)
    assert texts(desk.get(reverse("bin")), ".bin strong") == []


# Every way to delete, and every link from a fact to content.

HARMLESS = {  # what Wagtail deletes by its own screens, and why no fact about a person hangs on it
    "wagtailadmin_collections:delete": "only when empty",
    "wagtailsites:delete": "an address",
    "wagtailusers_users:delete": "closes the account",
    "wagtailadmin_workflows:disable": "switched off, not deleted",
    "wagtailadmin_workflows:disable_task": "switched off, not deleted",
    "wagtailimages:delete_upload_multiple": "a file that became no picture",
    "wagtaildocs:delete_upload_multiple": "a file that became no document",
    "wagtailusers_users:api_token_revoke": "a key",
}


def addresses(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """(name, pattern) of every address below."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
        else:
            yield ":".join([*spaces, entry.name or str(entry.pattern)]), entry


def deletes_something(name: str, view) -> bool:
    kinds = (generic.DeleteView, multiple_upload.DeleteView, multiple_upload.DeleteUploadView)
    return "delete" in name or issubclass(getattr(view, "view_class", object), kinds)


@pytest.mark.django_db
def test_every_screen_of_wagtail_that_deletes_is_ours_or_harmless():
    every = {name: pattern.callback for name, pattern in addresses(get_resolver())}
    found = {name: view for name, view in every.items() if deletes_something(name, view)}
    open_ones = {name for name, view in found.items() if deletions.deletes(name, view) is None}

    assert open_ones - set(HARMLESS) == set()
    assert len(found) > len(open_ones) > 0


def test_every_bulk_deletion_is_ours_or_closes_accounts():
    bulk_action_registry._scan_for_bulk_actions()
    models_ = [
        apps.get_model(app, model)
        for app, by_model in bulk_action_registry.actions.items()
        for model, actions in by_model.items()
        if "delete" in actions
    ]

    assert [model for model in models_ if not issubclass(model, (*deletions.GUARDED, Member))] == []


CONTENT = (Page, Clip, Quiz, Image)
OURS = ("members", "accounts", "quizzes", "progress", "certificates", "reports")


def test_no_fact_about_a_person_goes_with_content():
    """A fact is what points at a member and goes with her, or is held by her; not what only says who made it."""
    wrong = []
    for model in (model for label in OURS for model in apps.get_app_config(label).get_models()):
        links = [field for field in model._meta.local_fields if isinstance(field, models.ForeignKey)]
        gone_with = [link for link in links if link.remote_field.on_delete is not models.SET_NULL]
        if any(link.related_model is Member for link in gone_with):
            about = [link for link in links if issubclass(link.related_model, CONTENT)]
            wrong += [str(link) for link in about if link.remote_field.on_delete is not models.PROTECT]

    assert wrong == []
