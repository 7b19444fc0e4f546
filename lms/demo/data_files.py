"""The demo's data files: people as CSV, courses as YAML (docs/demo.md says what each holds)."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data"


def rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def courses() -> dict[str, str]:
    """The file of each course by its code, in the order in which they are learnt."""
    return {file.stem.upper(): file.name for file in sorted(DATA.glob("k?.yaml"))}


@cache
def course(name: str) -> Mapping:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def lesson_of(name: str, code: str) -> Mapping:
    return next(lesson for lesson in course(name)["lessons"] if lesson["code"] == code)
