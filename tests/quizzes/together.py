"""Several people, or one person's several phones, at the same moment."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection


@pytest.fixture
def _first_rows(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Puts back what the migrations left (Wagtail's root page among it): other tests, and the next run, need it."""
    yield
    with django_db_blocker.unblock():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
        ContentType.objects.clear_cache()


@pytest.fixture
def lasting(_first_rows, transactional_db, django_db_serialized_rollback) -> None:
    """Real commits, which other threads see. Slow: only where people meet. Ask for it first."""


def together(*deeds: Callable[[], object]) -> list[object]:
    """Do all of them at once, each on a connection of its own; what goes wrong in one is raised here."""
    ready = Barrier(len(deeds))

    def do(deed: Callable[[], object]) -> object:
        ready.wait()
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))
