"""What the documents say is there, is there."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[1]
PAGES = [*sorted(ROOT.glob("[A-Z]*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path):
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_exists(page: Path):
    named = set(re.findall(r"manage\.py ([a-z_]+)", page.read_text()))
    assert named <= set(get_commands())


def test_every_make_verb_exists():
    verbs = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    spelt = re.compile(r"(?:^ +|`)(?:PORT=\d+ )?make ([a-z-]+)", re.MULTILINE)
    named = {verb for page in PAGES for verb in spelt.findall(page.read_text())}
    assert named <= verbs


def test_every_setting_is_explained():
    read = set(re.findall(r'env\.\w+\("([A-Z_]+)"', (ROOT / "lms/settings.py").read_text()))
    table = (ROOT / "docs/running.md").read_text()
    assert {name for name in read if f"`{name}`" not in table} == set()
