"""How many events a second one core records, through the real endpoint under gunicorn, and whether each is there once.

`python -m tests.bench.sending`, with DATABASE_URL at a union of `copied.py`; prints JSON. Eight phones send batches of
20: a minute of clip each, one lesson after the other, for members who have learnt nothing yet. One batch in ten is sent
again, as a phone does when the answer is lost. Afterwards their records are taken out again.
"""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from urllib.request import urlopen
from uuid import uuid4

import django

from tests.site import ROOT, free_port, wait

PHONES, SECONDS, BATCH, MEMBERS = 8, 20, 20, 80  # members of each phone
SERVER_CORE, PHONE_CORE = 0, 1
TOKEN = "k" * 32  # of the cookie and of the header: that they agree is what is asked for
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Phone:
    """Its members' sessions, the lessons with their clips, and what became of what it sent."""

    port: int
    sessions: list[str]
    lessons: list[tuple[int, str]]
    sent: set[str] = field(default_factory=set)
    repeated: int = 0
    took: list[float] = field(default_factory=list)

    def send(self, until: float) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        turns = cycle((session, lesson) for lesson in self.lessons for session in self.sessions)
        for number, (session, lesson) in enumerate(turns):
            if time.monotonic() > until:
                return
            events = [event(*lesson, second) for second in range(0, 3 * BATCH, 3)]
            for _time in range(2 if number % 10 == 9 else 1):
                self.took.append(self.post(connection, session, json.dumps({"events": events})))
            self.repeated += BATCH * (number % 10 == 9)
            self.sent |= {event["id"] for event in events}

    def post(self, connection: HTTPConnection, session: str, body: str) -> float:
        headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        began = time.monotonic()
        connection.request("POST", "/ghi/", body, headers | {"Content-Type": "application/json"})
        answer = connection.getresponse()
        said = answer.read()
        assert answer.status == 200, said
        return (time.monotonic() - began) * 1000


def event(lesson: int, block: str, second: float) -> dict:
    at = int(time.time() * 1000)
    span = {"start": second, "end": second + 3}
    return {"id": str(uuid4()), "lesson": lesson, "block": block, "kind": "watched", "at": at} | span


def main() -> None:
    from courses.models import Lesson
    from lms.members.models import Member

    lessons = [(lesson.pk, str(lesson.requirements[0].block)) for lesson in Lesson.objects.order_by("path")]
    members = list(Member.objects.filter(course_progress=None).order_by("pk")[: PHONES * MEMBERS])
    sessions = [signed_in(member) for member in members]
    port = free_port()
    command = ["taskset", "-c", str(SERVER_CORE), sys.executable, "-m", "gunicorn", "lms.wsgi", "--threads", "4"]
    server = subprocess.Popen([*command, "--bind", f"127.0.0.1:{port}", "--log-level", "warning"], cwd=ROOT)
    os.sched_setaffinity(0, {PHONE_CORE})
    try:
        wait(lambda: answers(port), 60)
        phones = [Phone(port, sessions[n::PHONES], lessons) for n in range(PHONES)]
        cpu, began = server_cpu(server.pid), time.monotonic()
        with ThreadPoolExecutor(PHONES) as pool:
            list(pool.map(lambda phone: phone.send(began + SECONDS), phones))
        wall, cpu = time.monotonic() - began, server_cpu(server.pid) - cpu
    finally:
        server.terminate()
        server.wait(30)
    sent = set().union(*(phone.sent for phone in phones))
    took = sorted(sum((phone.took for phone in phones), []))
    rate = {"sent": len(sent), "a_second": len(sent) / wall, "a_cpu_second": len(sent) / cpu}
    rate |= {"median": median(took), "p95": quantiles(took, n=20)[18], "repeated": sum(p.repeated for p in phones)}
    sys.stdout.write(json.dumps(rate | checked(members, sent)))


def checked(members: list, sent: set[str]) -> dict:
    """What the database holds afterwards; then it is as it was."""
    from lms.progress.models import CourseProgress, LearningEvent, LessonProgress
    from lms.reports.counts import folding, recounting

    hers = {"member__in": members}
    kept = [str(pk) for pk in LearningEvent.objects.filter(**hers).values_list("pk", flat=True)]
    folding.fold()
    wrong = len(recounting.differences())
    for model in (LearningEvent, LessonProgress, CourseProgress):
        model.objects.filter(**hers).delete()
    recounting.differences(mend=True)
    return {
        "lost": len(sent - set(kept)),
        "twice": len(kept) - len(sent & set(kept)),
        "wrong": wrong,
    }


def signed_in(member) -> str:
    from django.test import Client

    client = Client()
    client.force_login(member, backend="lms.accounts.backends.PinBackend")
    return client.cookies["sessionid"].value


def answers(port: int) -> bool:
    try:
        urlopen(f"http://127.0.0.1:{port}/dang-nhap/", timeout=30).close()
    except OSError:
        return False
    return True


def server_cpu(pid: int) -> float:
    """Seconds that gunicorn and its worker have used."""
    children = subprocess.run(["pgrep", "-P", str(pid)], stdout=subprocess.PIPE, text=True).stdout.split()
    stats = [Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split() for one in [str(pid), *children]]
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / TICKS


if __name__ == "__main__":
    django.setup()
    main()
