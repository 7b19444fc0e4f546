"""Loading a course file: pages, pictures and quiz are made once, and what members have learnt is theirs once."""

from collections import Counter
from pathlib import Path

import pytest
import yaml
from django.utils import timezone

from courses.models import Home, Hotline, Lesson
from lms.demo import catalogue, data_files, learning_records
from lms.members.models import Member
from lms.progress.models import CourseProgress, LearningEvent, LessonProgress
from media.models import Clip
from quizzes.models import Attempt, Quiz

SIGNAL = {"kind": "done", "heading": "Xong", "lines": ["Gửi"], "items": [{"label": "Về trang chủ"}]}
LESSON = {
    "code": "9.1",
    "title": "Bài thử",
    "goal": "Thử.",
    "seconds": 4,
    "remember": "Nhớ.",
    "recheck": "Không có gì.",
    "task": "Làm thử.",
    "screens": {"sent": SIGNAL},
    "clip": [{"at": [0, 4], "shows": "Cô cười", "says": "Chào chị.", "views": [{"figure": "glad"}]}],
    "steps": [{"text": "Mở máy."}],
    "practice": [{"shows": "Xong", "tap": "nút", "hint": "Ở dưới.", "screen": "sent", "target": "Về trang chủ"}],
    "questions": [{"kind": "true_false", "ask": "Chữ to hại máy.", "answer": False, "feedback": "Sai. Không hại."}],
}
COURSE = {"code": "K9", "title": "Khóa thử", "summary": "Thử.", "audience": "", "frameworks": "", "lessons": [LESSON]}
NAMES = ("Lan", "Huệ", "Cúc", "Mai", "Đào", "Sen")
THANH = "name,birth_year,phone,unit,role,signs_in,K9\nNguyễn Thị Thanh,{year},,{unit},member,yes,1\n"


@pytest.fixture
def data(tmp_path: Path, monkeypatch, settings) -> Path:
    """A folder of data with this one course."""
    monkeypatch.setattr(data_files, "DATA", tmp_path)
    settings.MEDIA_ROOT = tmp_path / "uploads"
    (tmp_path / "k9.yaml").write_text(yaml.safe_dump(COURSE, allow_unicode=True), encoding="utf-8")
    return tmp_path


def test_a_course_file_is_found_by_its_name(data: Path):
    assert data_files.courses() == {"K9": "k9.yaml"}


def test_a_lesson_is_loaded_whole_and_only_once(data: Path, home: Home):
    for _again in range(2):
        course = catalogue.load(home, "k9.yaml", clips=[])
    (lesson,) = course.lessons()
    assert [block.block_type for block in lesson.body] == ["clip", "steps", "practice", "task", "callout", "quiz"]
    assert (Lesson.objects.count(), Clip.objects.count(), Quiz.objects.count()) == (1, 1, 1)


def test_hotlines_come_from_the_one_table_with_the_day_they_were_right(data: Path, home: Home, client):
    (data / "hotlines.csv").write_text(
        "code,name,number,when\nbank,Ngân hàng (số mẫu),0500 000 190,Khóa thẻ\n", encoding="utf-8"
    )
    course = COURSE | {"lessons": [LESSON | {"hotlines": ["bank"]}, LESSON | {"title": "Hai", "hotlines": ["bank"]}]}
    (data / "k8.yaml").write_text(yaml.safe_dump(course, allow_unicode=True), encoding="utf-8")
    lessons = catalogue.load(home, "k8.yaml", clips=[]).lessons()

    line = Hotline.objects.get()
    assert (line.number, line.verified_on) == ("0500 000 190", timezone.localdate())
    assert ["0500 000 190" in client.get(lesson.url).content.decode() for lesson in lessons] == [True, True]


def test_what_a_member_has_learnt_is_recorded_once(data: Path, home: Home, thanh: Member):
    row = THANH.format(year=thanh.birth_year or "", unit=thanh.unit.code)
    (data / "members.csv").write_text(row, encoding="utf-8")
    course = catalogue.load(home, "k9.yaml", clips=[])
    for _again in range(2):
        learning_records.load(course)
    progress = CourseProgress.objects.get()
    assert (progress.member, progress.completed_at is None) == (thanh, False)
    assert (Attempt.objects.count(), LearningEvent.objects.count()) == (2, 5)  # she slipped, and tried again


def test_some_find_it_hard_and_pass_when_they_try_again(data: Path, home: Home, union):
    people = [Member.objects.create(name=f"Nguyễn Thị {name}", unit=union["ha"]) for name in NAMES]
    four = [{"kind": "true_false", "ask": f"Câu {n}.", "answer": True, "feedback": "Đúng."} for n in range(4)]
    course = COURSE | {"lessons": [LESSON | {"questions": four}]}
    (data / "k7.yaml").write_text(yaml.safe_dump(course, allow_unicode=True), encoding="utf-8")
    (lesson,) = catalogue.load(home, "k7.yaml", clips=[]).lessons()
    for person in people:
        learning_records.learn(person, lesson)

    tries = Counter(Attempt.objects.values_list("right", "passed"))
    assert tries == {(2, False): 1, (3, True): 1, (4, True): 5}
    assert LessonProgress.objects.exclude(completed_at=None).count() == len(people)


def test_who_has_no_phone_learns_beside_the_head_of_her_branch(data: Path, home: Home, lien: Member, thanh: Member):
    row = THANH.format(year=thanh.birth_year, unit=thanh.unit.code)
    (data / "members.csv").write_text(row, encoding="utf-8")
    Member.objects.filter(pk=thanh.pk).update(phone="")
    learning_records.load(catalogue.load(home, "k9.yaml", clips=[]))
    event = LearningEvent.objects.get()
    assert (event.kind, event.member, event.by) == ("vouched", thanh, lien)
