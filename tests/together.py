"""Several people, or one person's several phones, at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


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
