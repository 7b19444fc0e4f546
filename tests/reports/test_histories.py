"""Whatever happens, in whatever order, and whenever it is folded: the kept counts are what the facts give."""

from collections import Counter
from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.signal_handlers import disable_reference_index_auto_update

from courses.models import Course, Lesson
from lms.certificates.models import Certificate
from lms.members.memberships import place
from lms.members.models import Member
from lms.members.roster import uniting
from lms.progress import event_batches, recording, vouching
from lms.progress.models import CourseProgress, LearningEvent, Standing
from lms.reports import queries
from lms.reports.counts import folding, recounting
from lms.reports.counts.models import Counts
from lms.units.models import Unit
from lms.units.signals import reshaped

UNITS = ["province", "dong_sen", "ben_truc", "ha", "thuong", "mot", "to_1"]
numbers = st.integers(0, 11)


@pytest.fixture
def lessons(home) -> list[Lesson]:
    """A course of two lessons and one of one. A lesson that asks for nothing asks to be read."""
    with disable_reference_index_auto_update():
        courses = [home.add_child(instance=Course(title=f"K{n}", slug=f"k{n}", summary="-")) for n in (1, 2)]
        pages = [course.add_child(instance=Lesson(title="-", slug=f"b{n}", goal="-")) for n, course in
                 enumerate([courses[0], courses[0], courses[1]])]  # fmt: skip
    return [Lesson.objects.get(pk=page.pk) for page in pages]


class History:
    """What people do in the tree of `union`; each deed takes two numbers that choose who and where."""

    def __init__(self, union: dict[str, Unit], lessons: list[Lesson], officer: Member):
        self.codes, self.lessons, self.officer = [union[unit].code for unit in UNITS], lessons, officer

    def unit(self, number: int) -> Unit:
        return Unit.objects.get(code=self.codes[number % len(self.codes)])

    def member(self, number: int) -> Member | None:
        members = Member.objects.exclude(pk=self.officer.pk).order_by("pk")
        return members[number % len(members)] if members else None

    def enrol(self, a: int, b: int) -> None:
        Member.objects.create(name=f"Lê Thị {a}", unit=self.unit(b))

    def learn(self, a: int, b: int) -> None:
        if member := self.member(a):
            lesson = self.lessons[b % 3]
            recording.record(member, [event_batches.done(member, lesson, lesson.translation_key)])

    def vouch(self, a: int, b: int) -> None:
        if member := self.member(a):
            vouching.vouch(self.officer, [member], [self.lessons[b % 3]], timezone.localdate())

    def take_back(self, a: int, b: int) -> None:
        for event in LearningEvent.objects.filter(member=self.member(a), kind="vouched", reversal=None)[:1]:
            recording.take_back(event, by=self.officer, reason="-")

    def revoke(self, a: int, b: int) -> None:
        Certificate.objects.filter(member=self.member(a)).update(revoked_at=timezone.now())

    def move(self, a: int, b: int) -> None:
        if member := self.member(a):
            place(
                [member.pk, *Member.objects.filter(unit=member.unit).values_list("pk", flat=True)],
                self.unit(b),
                by=None,
            )

    def leave(self, a: int, b: int) -> None:
        """Or come back, if she has left."""
        if member := self.member(a):
            member.left_on = None if member.left_on else timezone.localdate()
            member.save()

    def delete(self, a: int, b: int) -> None:
        member = self.member(a)
        if member and not member.certificates.exists():
            member.delete()

    def unite(self, a: int, b: int) -> None:
        """Who has left, is one of two already or is only one, is not united."""
        one, other = self.member(a), self.member(b)
        if one:
            with suppress(PermissionDenied):
                uniting.unite(one, other, {}, by=self.officer)

    def move_unit(self, a: int, b: int) -> None:
        unit, target = self.unit(a), self.unit(b)
        before = unit.get_parent()
        if target.path.startswith(unit.path) or target == before:
            return
        unit.move(target, "last-child")
        reshaped.send(Unit, unit=Unit.objects.get(pk=unit.pk), before=before.path, after=target.path)

    def merge_units(self, a: int, b: int) -> None:
        ended, heir = self.unit(a), self.unit(b)
        if heir.path.startswith(ended.path):
            return
        place(list(ended.members.values_list("pk", flat=True)), heir, by=None)
        for child in ended.get_children():
            child.move(Unit.objects.get(pk=heir.pk), "last-child")
            reshaped.send(Unit, unit=Unit.objects.get(pk=child.pk), before=ended.path, after=heir.path)

    def fold(self, a: int, b: int) -> None:
        folding.fold()


DEEDS = sorted(name for name in vars(History) if not name.startswith("_") and name not in ("unit", "member"))


def counted() -> dict[tuple[str, int], Counts]:
    """As a child would count: every unit, every course, every person."""
    there = Member.objects.filter(is_active=True, left_on=None, unit__isnull=False).select_related("unit")
    nothing = Standing()
    standing = {(p.member_id, p.course_id): p.standing for p in CourseProgress.objects.all()}
    found = {}
    for unit in Unit.objects.all():
        members = [member for member in there if member.unit.path.startswith(unit.path)]
        for course in Course.objects.all():
            each = [standing.get((member.pk, course.pk), nothing) for member in members]
            how = Counter(one.state for one in each)
            lessons, together = sum(one.lessons for one in each), sum(one.vouched > 0 for one in each)
            found[unit.code, course.pk] = Counts(len(members), how["finished"], how["learning"], lessons, together)
    return found


def shown(officer: Member) -> dict[tuple[str, int], Counts]:
    by_unit = {unit.code: queries.counts_by_course(officer, unit) for unit in Unit.objects.all()}
    return {(code, course.pk): counts for code, by_course in by_unit.items() for course, counts in by_course}


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(DEEDS), numbers, numbers), min_size=10, max_size=20))
def test_any_history_counts_as_its_facts_do(union, enrol, lessons, deeds):
    with transaction.atomic():
        officer = enrol("Lê Thị Cán", union["central"], role="officer")
        history = History(union, lessons, officer)
        for number in range(4):
            history.enrol(number, number)
            history.learn(number, number)
        for deed, a, b in deeds:
            getattr(history, deed)(a, b)

        assert shown(officer) == counted()
        folding.fold()
        assert shown(officer) == counted()
        assert recounting.differences() == {}
        transaction.set_rollback(True)
