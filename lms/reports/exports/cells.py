"""A listing as rows of cells, whatever kind of file they go into.

Phone numbers are text, so that their first 0 stays. What a cell begins with may look like a formula to a spreadsheet:
each kind of file has its own way of saying that it is none.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain

from lms.members import phones
from lms.reports.exports.listing import Listing, Person, Step
from lms.reports.queries import State

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what no Excel file may hold
STATES = {State.NOT_STARTED: "Chưa bắt đầu", State.IN_PROGRESS: "Đang học", State.FINISHED: "Đã xong"}
HEADINGS = ["TT", "Họ và tên", "Năm sinh", "Số điện thoại", "Đơn vị", "Thuộc"]
STEPS = ("", ": bắt đầu", ": xong", ": số bài xong", ": số bài học cùng nhóm")  # of each course
BEAT = 500  # rows between two words on how far it is

Cell = str | int | date | None
Beat = Callable[[int], None]  # hears now and then how many rows there are; may stop the writing by raising


def headings(listing: Listing) -> list[str]:
    titles = [plain(course.title) for course in listing.courses]
    return HEADINGS + [title + more for title in titles for more in STEPS]


def rows(listing: Listing, beat: Beat) -> Iterator[list[Cell]]:
    for number, person in enumerate(listing, 1):
        yield [number, *_who(person), *chain.from_iterable(_step(step) for step in person.steps)]
        if number % BEAT == 0:
            beat(number)


def plain(words: str) -> str:
    return CONTROL.sub("", words)


def _who(person: Person) -> list[Cell]:
    phone = phones.readable(person.phone) if person.phone else None
    return [plain(person.name), person.birth_year, phone, plain(person.unit), plain(person.within) or None]


def _step(step: Step) -> tuple[Cell, ...]:
    return STATES[step.state], step.started, step.finished, step.lessons or None, step.vouched or None
