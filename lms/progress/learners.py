"""What people have learnt hangs on the lesson and the course that they learnt."""

from collections.abc import Collection

from django.utils.translation import ngettext
from wagtail.models import Page

from lms.progress.models import CourseProgress, LearningEvent, LessonProgress
from lms.studio.retention import dependents


@dependents.counts(Page)
def learners(pages: Collection[int]) -> list[str]:
    in_lessons = LessonProgress.objects.filter(lesson__in=pages).values("member")
    in_courses = CourseProgress.objects.filter(course__in=pages).values("member")
    people = in_lessons.union(in_courses).count()
    facts = LearningEvent.objects.filter(lesson__in=pages).count()
    if not people and not facts:
        return []
    members = ngettext("%(count)s member has learnt here", "%(count)s members have learnt here", people) % {
        "count": people
    }
    records = ngettext("%(count)s learning record", "%(count)s learning records", facts) % {"count": facts}
    return [f"{members} ({records})"]
