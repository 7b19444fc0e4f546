"""Loads a tree the size of the union's, 34 provinces, 3,321 communes, 106,000 branches, and searches in it.

.venv/bin/python -m tests.bench tree
"""

import re
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from lms.reorganising.admin.unit_lists import listed
from lms.reorganising.reach import WHOLE_TREE
from tests import databases

WORDS = re.findall(r"\w+", "Sen Súng Hòa Mỹ Tân Thành Đông Hưng Phú Lộc An Bình Vĩnh Thịnh Xuân Sơn Hải Long")


def rows(name: str) -> Iterator[str]:
    yield "code,name,level,parent"
    yield "TW,Trung ương Hội,central,"
    for province in range(34):
        yield f"{province:02},Tỉnh {WORDS[province % 18]} {province},tỉnh,TW"
    for commune in range(3_321):
        yield f"{commune:05},Xã {WORDS[commune % 18]} {WORDS[commune * 7 % 17]},xã,{commune % 34:02}"
        for branch in range(32):
            yield f"{commune:05}-{branch},{name} {WORDS[(commune + branch) % 18]} {branch},chi hội,{commune:05}"


def measured(deed: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of this process's CPU: on a busy machine the second says more."""
    begun, cpu = time.perf_counter(), time.process_time()
    deed()
    return time.perf_counter() - begun, time.process_time() - cpu


def search() -> list[tuple[str, str]]:
    return [(unit.name, unit.above) for unit in listed(WHOLE_TREE, "vinh thinh")[:50]]


def main(_words: list[str]) -> None:
    databases.lay()
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = databases.copy("tree")
    with TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("a.csv", "b.csv")]
        for file, name in zip(files, ("Chi hội thôn", "Chi hội ấp"), strict=True):
            file.write_text("\n".join(rows(name)))
        for what, file in (("load", files[0]), ("again", files[0]), ("rename all branches", files[1])):
            wall, cpu = measured(lambda file=file: call_command("load_units", file, stdout=StringIO()))
            print(f"{what}: {wall:.1f} s, {cpu:.1f} s of CPU")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    wall, cpu = min(measured(search) for _time in range(9))
    print(f"search: {wall * 1000:.1f} ms, {cpu * 1000:.1f} ms of CPU")
    connection.close()
