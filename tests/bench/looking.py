"""How long a branch's, a commune's and a province's screens take at the server, through the whole middleware.

`python -m tests.bench.looking`, with DATABASE_URL at a union of `copied.py`; prints JSON. Some changes wait to be
folded, as on any busy afternoon. CPU time stands beside that of a view that renders one row, measured in the same run.
"""

import json
import os
import sys
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

ROUNDS, WARM, WAITING = 50, 10, 500
TICKS = os.sysconf("SC_CLK_TCK")
SCREENS = [("branch", 3, "99000-0"), ("commune", 2, "99000"), ("province", 1, "99")]  # by whom, and the unit's code


def row(request: HttpRequest) -> HttpResponse:
    """What any page costs at the least here: who she is, one row, one small template."""
    from lms.units.models import Unit

    unit = Unit.objects.get(pk=request.user.unit_id)
    words = engines["django"].from_string("<!DOCTYPE html><title>{{ unit.name }}</title><p>{{ unit.name }}</p>")
    return HttpResponse(words.render({"unit": unit}, request))


urlpatterns: list = []


def main() -> None:
    from django.db import transaction

    urlpatterns.extend([path("mot-dong/", row), path("", include("lms.urls"))])
    settings.ROOT_URLCONF = __name__  # one view more

    from courses.models import Course
    from lms.reports.counts.models import Delta

    course = Course.objects.order_by("path").first()
    with transaction.atomic():
        for sign in (1, -1):  # so that the sums stay what they are
            Delta.objects.bulk_create(Delta(unit_id=103 + n, course=course, finished=sign) for n in range(WAITING // 2))
        found = [screen(name, who, code) for name, who, code in SCREENS]
        plain = screen("plain", 3, "mot-dong/", at="/")["cpu"]
        found += [screen(f"{name}, a course", who, code, f"/{course.pk}/") for name, who, code in SCREENS]
        transaction.set_rollback(True)
    sys.stdout.write(json.dumps([each | {"of_plain": each["cpu"] / plain} for each in found]))


def screen(name: str, who: int, code: str, rest: str = "/", at: str = "/chi-hoi/") -> dict:
    from django.test import Client

    from lms.members.models import Member
    from tests.reading import queries

    client, address = Client(SERVER_NAME="127.0.0.1"), f"{at}{code}{rest}".replace("//", "/")
    client.force_login(Member.objects.get(pk=who), backend="lms.accounts.backends.PinBackend")
    counted = queries(client, address)
    for _time in range(WARM):
        client.get(address)
    took, cpu, database = [], process_time(), database_cpu()
    for _time in range(ROUNDS):
        began = perf_counter()
        assert client.get(address).status_code == 200
        took.append((perf_counter() - began) * 1000)
    cpu = process_time() - cpu + database_cpu() - database
    figures = {"median": median(took), "p95": quantiles(took, n=20)[18], "cpu": cpu * 1000 / ROUNDS}
    return {"screen": name, "queries": counted} | figures


def database_cpu() -> float:
    """Seconds that the server's process for our connection has used, if it runs on this machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not stat.exists():
        return 0
    user, system = stat.read_text().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / TICKS


if __name__ == "__main__":
    django.setup()
    main()
