"""The data model as a page: `make data-model` draws `docs/data-model.md` from the models; a test compares the two."""

from collections.abc import Iterator
from pathlib import Path

import django
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "data-model.md"
ROOMS = ["units", "members", "accounts", "media", "quizzes", "courses", "progress", "certificates", "reports"]
ON_DELETE = {
    "CASCADE": "goes with it",
    "PROTECT": "holds it",
    "RESTRICT": "holds it",
    "SET_NULL": "loses it",
    "DO_NOTHING": "stays",
}
HEAD = """# The data model

Drawn from the models by `make data-model`; a test keeps it true. One table a room: every model, what it is, and what it
points at. What becomes of a row when the row that it points at is deleted: it *holds it* (the other cannot be deleted),
it *goes with it*, or it *loses it* (the link becomes empty). A fact about a person must never go with content.
"""


def page() -> str:
    return "\n".join([HEAD, *(_room(label) for label in ROOMS)])


def _room(label: str) -> str:
    config = apps.get_app_config(label)
    rows = [_row(model) for model in config.get_models()]
    return "\n".join([f"## {config.name}", "", "| model | what it is | points at |", "| --- | --- | --- |", *rows, ""])


def _row(model: type[models.Model]) -> str:
    said = (model.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ").replace("|", "/")
    words = " ".join(said.split()) if not said.startswith(f"{model.__name__}(") else ""
    return f"| {model.__name__} | {words} | {'<br>'.join(_links(model))} |"


def _links(model: type[models.Model]) -> Iterator[str]:
    for field in model._meta.local_fields:
        if field.remote_field and not field.remote_field.parent_link:
            yield f"{field.name}: {field.related_model.__name__} ({ON_DELETE[field.remote_field.on_delete.__name__]})"
    for field in model._meta.local_many_to_many:
        yield f"{field.name}: {field.related_model.__name__} (many)"


if __name__ == "__main__":
    django.setup()
    PAGE.write_text(page())
