"""The cast: the same people in every test about who sees whom (docs/testing.md).

    Xã Đồng Sen ── Chi hội thôn Hạ ── Tổ 1
                └─ Chi hội thôn Thượng
    Phường Bến Trúc ── Chi hội khu phố Một

Thanh, Liên and Mai belong to thôn Hạ; Ngân is the officer of Đồng Sen; Hoa makes the lessons; Xuân heads thôn Thượng;
Yến heads a branch in the other commune and is the outsider when it is about Đồng Sen.
"""

import gc
import os
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections
from django.test import Client, TransactionTestCase
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from courses import page_cache
from courses.models import Course, Home, Lesson
from lms.members.models import Member, Role
from lms.names import fold
from lms.studio.founding import TRAINERS
from lms.units.models import Unit
from media.models import Clip
from quizzes.models import Quiz
from tests import databases
from tests.pages import lay

PIN = "246802"
PASSWORD = "mat-khau-cua-hoa"
PROGRAMS_AT_WORK = (
    "tests/certificates/test_seeing.py",
    "tests/certificates/test_typesetting.py",
    "tests/courses/test_picture_weight.py",
    "tests/demo/",
    "tests/media/test_s3.py",
    "tests/media/test_probe.py",
    "tests/media/test_process.py",
    "tests/accounts/cards/test_printing.py",
    "tests/reports/test_papers.py",
    "tests/test_settings.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """TEST_DAY=2027-12-31 runs everything as if it were that day; the clock goes on from there."""
    if day := os.environ.get("TEST_DAY"):
        time_machine.travel(f"{day}T08:00:00+07:00").start()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Before any worker starts, whoever starts them lays the database that each of them copies."""
    if not hasattr(session.config, "workerinput"):
        databases.lay()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where ffmpeg, the typesetter, an S3 server or a fresh Python does the work it is no unit test, but `made`."""
    for item in items:
        if "videos" in getattr(item, "fixturenames", ()) or item.nodeid.startswith(PROGRAMS_AT_WORK):
            item.add_marker(pytest.mark.made)


def pytest_collection_finish() -> None:
    """What is imported by now stays: the collector need not walk through it again and again (a seventh of the time)."""
    gc.collect()
    gc.freeze()


UNION = [
    ("central", "", "Trung ương Hội", "TW"),
    ("province", "central", "Tỉnh Sông Hương", "99"),
    ("dong_sen", "province", "Xã Đồng Sen", "99001"),
    ("ben_truc", "province", "Phường Bến Trúc", "99002"),
    ("ha", "dong_sen", "Chi hội thôn Hạ", "99001-1"),
    ("thuong", "dong_sen", "Chi hội thôn Thượng", "99001-2"),
    ("mot", "ben_truc", "Chi hội khu phố Một", "99002-1"),
    ("to_1", "ha", "Tổ 1", "99001-1-1"),
]
LEVELS = ["central", "province", "commune", "branch", "group"]


@pytest.fixture
def union(db) -> dict[str, Unit]:
    """The tree of units, by a short name for each; written at once, for nearly every test asks for it."""
    units: dict[str, Unit] = {}
    for key, above, name, code in UNION:
        parent = units.get(above, Unit(depth=0, path=""))
        parent.numchild += 1
        path = Unit._get_path(parent.path, parent.depth + 1, parent.numchild)
        units[key] = Unit(name=name, code=code, level=LEVELS[parent.depth], depth=parent.depth + 1, path=path)
        units[key].search_key = fold(name)
    Unit.objects.bulk_create(units.values())
    return units


@pytest.fixture
def enrol() -> Callable[..., Member]:
    """Write someone on a roster; `role` gives her an office in that unit, `pin` lets her sign in."""

    def enrol(name: str, unit: Unit, *, role: str = "", pin: str = "", **fields) -> Member:
        member = Member(name=name, unit=unit, **fields)
        if pin:
            member.set_pin(pin)
        member.save()
        if role:
            Role.objects.create(member=member, unit=unit, kind=role)
        return member

    return enrol


@pytest.fixture
def thanh(union, enrol) -> Member:
    """The member: 62, her son's old phone."""
    return enrol("Nguyễn Thị Thanh", union["ha"], birth_year=1964, phone="+84500000001", pin=PIN)


@pytest.fixture
def lien(union, enrol) -> Member:
    """The branch head of thôn Hạ."""
    return enrol("Phạm Thị Liên", union["ha"], role="branch_head", birth_year=1976, phone="+84500000002", pin=PIN)


@pytest.fixture
def mai(union, enrol) -> Member:
    """The helper in thôn Hạ."""
    return enrol("Hoàng Thị Mai", union["ha"], role="helper", birth_year=1990, phone="+84500000004", pin=PIN)


@pytest.fixture
def ngan(union, enrol) -> Member:
    """The officer of the commune Đồng Sen."""
    return enrol("Vũ Thị Ngân", union["dong_sen"], role="officer", birth_year=1983, phone="+84500000005", pin=PIN)


@pytest.fixture
def xuan(union, enrol) -> Member:
    """The head of the other branch of the same commune."""
    return enrol("Đỗ Thị Xuân", union["thuong"], role="branch_head", birth_year=1975, phone="+84500000010", pin=PIN)


@pytest.fixture
def yen(union, enrol) -> Member:
    """The head of a branch in another commune: an outsider in Đồng Sen."""
    return enrol("Lê Thị Yến", union["mot"], role="branch_head", birth_year=1979, phone="+84500000012", pin=PIN)


@pytest.fixture
def hoa(union, home, enrol) -> Member:
    """The trainer: she reaches Wagtail with a username and a password."""
    hoa = enrol("Trần Thu Hoa", union["dong_sen"], role="trainer", birth_year=1985, username="hoa")
    hoa.set_password(PASSWORD)
    hoa.save()
    hoa.groups.add(Group.objects.get(name=TRAINERS))
    return hoa


@pytest.fixture
def keeper(home) -> Member:
    """Who looks after the installation."""
    return Member.objects.create_superuser("quantri", "mat-khau-cua-keeper", name="Người quản trị")


@pytest.fixture
def at_the_desk() -> Callable[[Member], Client]:
    """A browser in which this person has signed in to Wagtail with her password."""

    def at_the_desk(member: Member) -> Client:
        client = Client()
        client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return at_the_desk


@pytest.fixture
def signed_in() -> Callable[[Member], Client]:
    """A browser in which this person has signed in with her PIN."""

    def signed_in(member: Member) -> Client:
        client, session = Client(), SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(member.pk), member.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = "lms.accounts.backends.PinBackend"
        session.create()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return client

    return signed_in


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Rows are rolled back, and their ids given out again: what a process keeps must not outlive them."""
    page_cache.forget()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, worker_id) -> Iterator[None]:
    """A copy of the original of `tests/databases.py`, with the ground of an installation laid."""
    database = settings.DATABASES["default"]
    with django_db_blocker.unblock():
        connection.close()
        database["NAME"] = connection.settings_dict["NAME"] = databases.copy(worker_id)
        yield
        connection.close()


@pytest.fixture
def _put_back(monkeypatch, worker_id) -> None:
    """After real commits a new copy is laid over the old one: sooner done than sweeping every table, and nothing is
    forgotten."""

    def put_back(case: TransactionTestCase) -> None:
        connections.close_all()
        databases.copy(worker_id)

    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", put_back)


@pytest.fixture
def lasting(_put_back, transactional_db) -> None:
    """Real commits, which other threads see. Slow: only where people meet. Ask for it first."""


@pytest.fixture
def home(db) -> Home:
    """The home page that every installation begins with."""
    return Home.objects.get()


@pytest.fixture
def picture(db) -> Callable[[], Image]:
    def picture() -> Image:
        return Image.objects.create(title="man-hinh.png", description="Màn hình", file=get_test_image_file(size=(8, 8)))

    return picture


@pytest.fixture
def course(home) -> Course:
    return lay(home, Course(title="Làm chủ chiếc điện thoại", slug="k1", code="K1", summary="Năm bài ngắn."))


@pytest.fixture
def clip(db) -> Clip:
    """A clip as its row is when it is packaged: 60 seconds. It has no files; tests/media make real ones."""
    clip = Clip(title="1.1", captions="0:00 Chữ nhỏ quá\n0:08 Chị chạm bánh răng", media="clip.mp4")
    clip.status, clip.percent, clip.build, clip.duration = Clip.Status.READY, 100, "b1", 60.0
    clip.width, clip.height = 720, 1280
    clip.save()
    return clip


@pytest.fixture
def quiz(db) -> Quiz:
    """Two questions: the first answer of the single choice is right, and the statement is false."""
    options = [
        {"text": "Bấm phím tăng tiếng", "right": True, "feedback": "Đúng. Bấm vài lần."},
        {"text": "Mua máy khác", "right": False, "feedback": "Khoan đã chị."},
    ]
    quiz = Quiz(title="1.1", pass_mark=70)
    quiz.questions = [
        ("single", {"text": "Nghe nhỏ quá thì sao?", "options": options, "feedback": ""}),
        ("true_false", {"text": "Chữ to làm hỏng máy.", "answer": "false", "feedback": "Không hại máy."}),
    ]
    quiz.save()
    return Quiz.objects.get(pk=quiz.pk)


@pytest.fixture
def make_lesson(course, clip, quiz) -> Callable[..., Lesson]:
    """A published lesson with a clip, two steps, a call-out and a quiz."""

    def make_lesson(slug: str = "bai-1", title: str = "Chữ to hơn, tiếng rõ hơn") -> Lesson:
        steps = [{"text": "Mở Cài đặt.", "picture": None}, {"text": "Chạm Màn hình.", "picture": None}]
        lesson = Lesson(title=title, slug=slug, goal="Tự chỉnh cỡ chữ.")
        lesson.body = [
            ("clip", {"clip": clip}),
            ("steps", {"heading": "", "steps": steps}),
            ("callout", {"tone": "remember", "text": "Bánh răng là Cài đặt."}),
            ("quiz", {"quiz": quiz}),
        ]
        lay(course, lesson)
        return Lesson.objects.get(pk=lesson.pk)

    return make_lesson


@pytest.fixture
def lesson(make_lesson) -> Lesson:
    return make_lesson()
