"""What a branch head or an officer sees, always inside her scope: counts out of the roster, and names by state.

Each screen is a fixed number of queries, whatever the size of the unit. Counts are read, not counted: what is folded
and what waits to be folded, both in one statement, so that a fold in between counts nothing twice. A member who never
signed in is on the roster and counts as not started.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Left

from courses.models import Course
from lms.members import scope
from lms.members.models import Member
from lms.progress.models import CourseProgress
from lms.reports.counts.models import FIELDS, Counts, Delta, Tally
from lms.units.models import Unit

SUMS = [Sum(field) for field in FIELDS]
NAMED_UPTO = 300  # members of a unit above the branches, to be listed by name; more are reached by going down
OLDEST_FIRST = F("birth_year").asc(nulls_last=True)  # databases differ on where nothing sorts


class State(StrEnum):
    NOT_STARTED = "chua-bat-dau"
    IN_PROGRESS = "dang-hoc"
    FINISHED = "da-xong"


def courses() -> QuerySet[Course]:
    return Course.objects.live().order_by("path")


def own_units(viewer: scope.Viewer) -> QuerySet[Unit]:
    """The units she looks after, highest first."""
    return Unit.objects.current().filter(path__in=scope.roots(viewer)).order_by("path")


def roster(viewer: scope.Viewer, unit: Unit) -> QuerySet[Member]:
    """Who is on the roster of `unit` and of everything below it."""
    return scope.members(viewer).filter(unit__path__startswith=unit.path)


def is_close(unit: Unit) -> bool:
    """Whether its members know each other: a branch or a group."""
    return unit.level in (Unit.Level.BRANCH, Unit.Level.GROUP)


def shows_names(unit: Unit, counts: Counts) -> bool:
    return is_close(unit) or counts.roster <= NAMED_UPTO


def trail(viewer: scope.Viewer, unit: Unit) -> QuerySet[Unit]:
    """The units above this one, from the highest that she looks after; no query where she looks after none."""
    above = [unit.path[:length] for length in range(Unit.steplen, len(unit.path), Unit.steplen)]
    if not any(path.startswith(root) for root in scope.roots(viewer) for path in above):
        return Unit.objects.none()
    return scope.units(viewer).filter(path__in=above).order_by("depth")


def units_named(viewer: scope.Viewer, unit: Unit, wanted: str) -> QuerySet[Unit]:
    """The units anywhere below this one whose folded name holds `wanted`."""
    below = scope.units(viewer).filter(path__startswith=unit.path, depth__gt=unit.depth)
    return below.filter(search_key__contains=wanted).order_by("search_key", "path")


def with_parents(units: Iterable[Unit]) -> list[tuple[Unit, Unit | None]]:
    """Each with the unit that it belongs to: names repeat. One query."""
    units = list(units)
    above = {unit.path[: -Unit.steplen] for unit in units}
    parents = {parent.path: parent for parent in Unit.objects.filter(path__in=above)}
    return [(unit, parents.get(unit.path[: -Unit.steplen])) for unit in units]


def members_named(members: QuerySet[Member], course: Course, wanted: str) -> QuerySet[Member]:
    """Those whose folded name holds `wanted`, each with her `state` in the course."""
    state = Case(
        When(_progress(course, completed_at__isnull=False), then=Value(State.FINISHED)),
        When(_progress(course), then=Value(State.IN_PROGRESS)),
        default=Value(State.NOT_STARTED),
    )
    return _in_order(members.filter(search_key__contains=wanted)).annotate(state=state)


def learnt_together(members: Iterable[Member], course: Course) -> set[int]:
    """Ids of those for whom lessons of the course were written down. One query."""
    rows = CourseProgress.objects.filter(course=course, member__in=[m.pk for m in members], lessons_vouched__gt=0)
    return set(rows.values_list("member_id", flat=True))


def units_below(viewer: scope.Viewer, unit: Unit) -> QuerySet[Unit]:
    """The units one level down."""
    return scope.units(viewer).filter(_just_below(unit)).order_by("path")


def _progress(course: Course, **also) -> Exists:
    return Exists(CourseProgress.objects.filter(member=OuterRef("pk"), course=course, **also))


def in_state(members: QuerySet[Member], course: Course, state: State) -> QuerySet[Member]:
    finished = _progress(course, completed_at__isnull=False)
    chosen = {
        State.FINISHED: finished,
        State.IN_PROGRESS: _progress(course, completed_at=None),
        State.NOT_STARTED: ~_progress(course),
    }[state]
    return _in_order(members.filter(chosen))


def unfinished(members: QuerySet[Member], course: Course) -> QuerySet[Member]:
    """Those who have not finished the course."""
    return _in_order(members.filter(~_progress(course, completed_at__isnull=False)))


def _in_order(members: QuerySet[Member]) -> QuerySet[Member]:
    return members.select_related("unit").order_by("sort_key", OLDEST_FIRST, "pk")


def counts_by_course(viewer: scope.Viewer, unit: Unit) -> list[tuple[Course, Counts]]:
    """For each course, how far the unit is. Two queries."""
    parts = _parts(viewer, unit)
    tallies = Tally.objects.filter(unit__path__in=parts).values_list("course", *FIELDS)
    waiting = Delta.objects.filter(scope.within(parts, "unit__path")).values_list("course").annotate(*SUMS)
    counted: dict[int | None, Counts] = defaultdict(Counts)
    for course, *counts in tallies.union(waiting, all=True):
        counted[course] += Counts(*counts)
    return [(course, counted[None] + counted[course.pk]) for course in courses()]


def counts_below(viewer: scope.Viewer, unit: Unit, course: Course) -> list[tuple[Unit, Counts]]:
    """The units one level down, each with its sums, so that the parts add up: last the unit itself, with those who
    belong to it directly. Two queries."""
    children = list(units_below(viewer, unit))
    folded, waiting = _counted_below(unit, children, course)
    parts = [(child, folded[child.path] + waiting[child.path]) for child in children]
    inside = sum((folded[child.path] for child in children), Counts())
    named = {child.path for child in children}  # what waits where a unit has ended is folded into this one's sums
    direct = folded[unit.path] - inside + sum((n for path, n in waiting.items() if path not in named), Counts())
    return [*parts, (unit, direct)] if direct.roster and _parts(viewer, unit) == [unit.path] else parts


def _counted_below(
    unit: Unit, children: list[Unit], course: Course
) -> tuple[Mapping[str, Counts], Mapping[str, Counts]]:
    """By path, of the unit and of those one level down: what is folded, for all below; what waits, for the unit itself
    without those below."""
    about = Q(course=None) | Q(course=course)
    below = Left("unit__path", len(unit.path) + Unit.steplen)
    tallies = Tally.objects.filter(about, unit__in=[unit, *children]).values_list("unit__path", Value(0), *FIELDS)
    deltas = Delta.objects.filter(about, unit__path__startswith=unit.path)
    rows = tallies.union(deltas.values_list(below, Value(1)).annotate(*SUMS), all=True)
    sums: tuple[dict[str, Counts], dict[str, Counts]] = defaultdict(Counts), defaultdict(Counts)
    for path, waits, *counts in rows:
        sums[waits][path] += Counts(*counts)
    return sums


def _parts(viewer: scope.Viewer, unit: Unit) -> list[str]:
    """Paths that together hold what she may see of the unit: all of it, or what she looks after below it."""
    roots = scope.roots(viewer)
    if any(unit.path.startswith(root) for root in roots):
        return [unit.path]
    below = [root for root in roots if root.startswith(unit.path)]
    return [root for root in below if not any(root != above and root.startswith(above) for above in below)]


def _just_below(unit: Unit) -> Q:
    return Q(depth=unit.depth + 1, path__range=Unit._get_children_path_interval(unit.path))
