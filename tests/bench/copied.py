"""A synthetic union in PostgreSQL, copied in: one province, 100 communes, 3,000 branches, and so many members.

Run with DATABASE_URL at an empty database: `python -m tests.bench.copied 600000`. The first branches are full, with 200
members each. Of five members one has learnt nothing, the others 3, 10, 17 and 20 of the 20 lessons. Nobody is real.
"""

import json
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import count
from time import monotonic

import django

COMMUNES, BRANCHES, IN_A_BRANCH = 100, 30, 200
COURSES, LESSONS = 4, 5
LEARNT = (0, 3, 10, 17, 20)  # lessons of each fifth of the members
SINCE = datetime(2026, 3, 8, tzinfo=UTC)
FAMILY, MIDDLE = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng"], ["Thị", "Thị Kim", "Thu", "Hồng", "Thị Ánh"]
GIVEN = ["Thanh", "Liên", "Mai", "Ngân", "Hoa", "Xuân", "Yến", "Đào", "Hạnh", "Ái", "Ánh", "Dung", "Loan", "Sen"]


def build(members: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    from lms.members.models import Member, Membership, Role
    from lms.progress.models import CourseProgress, LessonProgress
    from lms.reports.counts import recounting
    from lms.units.models import Unit

    call_command("migrate", verbosity=0)
    call_command("prepare", verbosity=0)
    courses = teach()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # what we copy points where it should
        cursor.execute("SET synchronous_commit = off")
    copy(Unit, ["id", "path", "depth", "numchild", "name", "search_key", "code", "level"], units())
    copy(Member, ["id", "name", "sort_key", "search_key", "birth_year", "unit_id"], people(members))
    copy(Membership, ["id", "member_id", "unit_id", "since"], ((n, n, branch(n), SINCE.date()) for n in ids(members)))
    copy(LessonProgress, ["id", "member_id", "lesson_id", "state", "completed_at"], learnt(members, courses))
    copy(CourseProgress, ["id", "member_id", "course_id", "lessons_done", "completed_at"], begun(members, courses))
    kinds = [("officer", 2), ("officer", 3), ("branch_head", 3 + COMMUNES)]  # of the province, a commune, a branch
    copy(Role, ["id", "member_id", "unit_id", "kind"], ((n, n, unit, kind) for n, (kind, unit) in enumerate(kinds, 1)))
    with connection.cursor() as cursor:
        cursor.execute("RESET session_replication_role")
        cursor.execute("VACUUM ANALYZE")
    began = monotonic()
    recounting.differences(mend=True)
    say(f"counted from the facts in {monotonic() - began:.0f} s")


def copy(model: type, varying: list[str], rows: Iterable[tuple]) -> None:
    """COPY the rows into the model's table; every column that does not vary gets the model's default."""
    from django.db import connection

    one, began = model(), monotonic()
    rest = [field for field in model._meta.concrete_fields if field.attname not in varying]
    constant = [text(field.get_db_prep_save(field.pre_save(one, add=True), connection)) for field in rest]
    named = {field.attname: field.column for field in model._meta.concrete_fields}
    columns = ", ".join(f'"{column}"' for column in [named[name] for name in varying] + [f.column for f in rest])
    table, tail = model._meta.db_table, "".join(f"\t{value}" for value in constant) + "\n"
    written = 0
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as into:
        for row in rows:
            into.write("\t".join(map(text, row)) + tail)
            written += 1
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM \"{table}\"))")
    say(f"{written:>9,} rows of {table} in {monotonic() - began:.0f} s")


def text(value: object) -> str:
    """As COPY wants it."""
    if type(value) is str:
        return value
    if value is None:
        return "\\N"
    return json.dumps(value) if isinstance(value, dict) else str(getattr(value, "obj", value))


def say(words: str) -> None:
    sys.stdout.write(f"  {words}\n")
    sys.stdout.flush()


def ids(members: int) -> range:
    return range(1, members + 1)


def units() -> Iterable[tuple]:
    """Ids: 1 the centre, 2 the province, then the communes, then the branches of one commune after the other."""
    from lms.names import fold
    from lms.units.models import Unit

    def unit(id: int, path: str, depth: int, below: int, name: str, code: str, level: str) -> tuple:
        return id, path, depth, below, name, fold(name), code, level

    centre = Unit._get_path("", 1, 1)
    province = Unit._get_path(centre, 2, 1)
    yield unit(1, centre, 1, 1, "Trung ương Hội", "TW", "central")
    yield unit(2, province, 2, COMMUNES, "Tỉnh Sông Hương", "99", "province")
    numbers = count(3 + COMMUNES)
    for c in range(COMMUNES):
        commune = Unit._get_path(province, 3, c + 1)
        yield unit(3 + c, commune, 3, BRANCHES, f"Xã Đồng Sen {c}", f"99{c:03}", "commune")
        for b in range(BRANCHES):
            yield unit(next(numbers), Unit._get_path(commune, 4, b + 1), 4, 0, f"Thôn {b}", f"99{c:03}-{b}", "branch")


def branch(member: int) -> int:
    """The id of the unit that she is in."""
    return 3 + COMMUNES + (member - 1) // IN_A_BRANCH % (COMMUNES * BRANCHES)


def people(members: int) -> Iterable[tuple]:
    from lms.names import collation_key, fold, given_first

    names = [f"{family} {middle} {given}" for family in FAMILY for middle in MIDDLE for given in GIVEN]
    known = [(name, collation_key(given_first(name)), fold(name)) for name in names]
    for n in ids(members):
        yield n, *known[n * 7919 % len(known)], 1945 + n % 55, branch(n)


def learnt(members: int, courses: list[tuple[int, list[int]]]) -> Iterable[tuple]:
    lessons, numbers = [lesson for _course, inside in courses for lesson in inside], count(1)
    state = json.dumps({"watched": {}, "done": [], "position": {}})
    for n in ids(members):
        for lesson in lessons[: LEARNT[n % 5]]:
            yield next(numbers), n, lesson, state, SINCE


def begun(members: int, courses: list[tuple[int, list[int]]]) -> Iterable[tuple]:
    numbers = count(1)
    for n in ids(members):
        for place, (course, _lessons) in enumerate(courses):
            done = min(LESSONS, LEARNT[n % 5] - place * LESSONS)
            if done > 0:
                yield next(numbers), n, course, done, SINCE if done == LESSONS else None


def teach() -> list[tuple[int, list[int]]]:
    """Four courses of five lessons each, with clip, steps, a task and a quiz: (id, ids of its lessons)."""
    from courses.models import Course, Home, Lesson
    from media.models import Clip
    from quizzes.models import Quiz

    home = Home.objects.get()
    clip = Clip(title="1.1", media="clip.mp4", status=Clip.Status.READY, percent=100, build="b1", duration=60.0)
    clip.save()
    quiz = Quiz(title="1.1", pass_mark=70)
    quiz.questions = [("true_false", {"text": "Chữ to làm hỏng máy.", "answer": "false", "feedback": "Không hại máy."})]
    quiz.save()
    taught = []
    for c in range(1, COURSES + 1):
        course = home.add_child(instance=Course(title=f"Khóa {c}", slug=f"khoa-{c}", code=f"K{c}", summary="Năm bài."))
        for n in range(1, LESSONS + 1):
            lesson = Lesson(title=f"Bài {c}.{n}", slug=f"bai-{n}", goal="Tự làm được.")
            steps = [{"text": f"Bước {step}.", "picture": None} for step in range(1, 6)]
            lesson.body = [
                ("clip", {"clip": clip}),
                ("steps", {"heading": "", "steps": steps}),
                ("task", {"text": "Chị làm thử trên máy mình.", "look": ""}),
                ("callout", {"tone": "remember", "text": "Bánh răng là Cài đặt."}),
                ("quiz", {"quiz": quiz}),
            ]
            course.add_child(instance=lesson)
        taught.append((course.pk, list(course.lessons().values_list("pk", flat=True))))
    return taught


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    build(int(sys.argv[1]))
