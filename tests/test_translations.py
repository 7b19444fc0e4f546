"""Vietnamese is complete: every text of ours has its words, with the same places for names and numbers."""

import re
import unicodedata
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+>")
CATALOGUES = sorted(ROOT.glob("lms/locale*/vi/LC_MESSAGES/*.po"))


def catalogue(path: Path) -> dict[str, str]:
    """msgid (the singular) to its Vietnamese."""
    messages = [message for message in read_po(path.open("rb")) if message.id]
    return {one(message.id): one(message.string) for message in messages}


def one(text: str | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


def texts_in_the_code() -> set[str]:
    with (ROOT / "lms/locale/babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS)
    return {one(message) for _file, _line, message, _comments, _context in found}


def test_every_text_of_ours_is_in_the_catalogue_and_nothing_else():
    ours = catalogue(ROOT / "lms/locale/vi/LC_MESSAGES/django.po")
    assert set(ours) == texts_in_the_code()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-4]}/{path.name}")
def test_no_text_is_left_without_vietnamese(path: Path):
    assert [id for id, words in catalogue(path).items() if not words] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-4]}/{path.name}")
def test_no_vietnamese_waits_for_somebody_to_look_at_it(path: Path):
    assert [message.id for message in read_po(path.open("rb")) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-4]}/{path.name}")
def test_vietnamese_is_stored_in_one_form(path: Path):
    text = path.read_text(encoding="utf-8")
    assert unicodedata.normalize("NFC", text) == text


def test_names_and_numbers_keep_their_places():
    ours = catalogue(ROOT / "lms/locale/vi/LC_MESSAGES/django.po")
    wrong = [id for id, words in ours.items() if set(PLACE.findall(id)) != set(PLACE.findall(words))]
    assert wrong == []


def test_the_learner_is_addressed_as_chi_never_as_ban():
    assert [id for id, words in catalogue(CATALOGUES[0]).items() if re.search(r"\b[Bb]ạn\b", words)] == []
