"""What a page costs the server in CPU time, in the process itself: run by `bench-page` on the demo that it has made.

Prints JSON: for home, course and lesson, for a stranger with the page kept and not, and for a member, the CPU
milliseconds of a GET, the least of several rounds, and its queries.
"""

import json
import sys
from collections.abc import Callable
from time import process_time

import django

ROUNDS, IN_A_ROUND = 7, 30


def least(get: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    took = []
    for _round in range(ROUNDS):
        spent = 0.0
        for _time in range(IN_A_ROUND):
            before()
            began = process_time()
            get()
            spent += process_time() - began
        took.append(spent * 1000 / IN_A_ROUND)
    return min(took)


def main() -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from courses.models import Course, Home, Lesson, versions
    from lms.members.models import Member

    phone = {"SERVER_NAME": "127.0.0.1", "HTTP_ACCEPT_ENCODING": "gzip, deflate"}
    stranger, member = Client(**phone), Client(**phone)
    hers = Member.objects.filter(phone="+84500000001").get()
    member.force_login(hers, backend="lms.accounts.backends.PinBackend")
    lesson = next(one for one in Lesson.objects.all() if one.body and one.body[0].block_type == "clip")
    pages = {"home": Home.objects.get(), "course": lesson.course, "lesson": lesson}
    assert isinstance(pages["course"], Course)

    def changed() -> None:
        versions.changed([versions.TREE])

    found = {}
    for name, page in pages.items():
        address = page.get_url()
        address = address[address.index("/", 8) :] if "://" in address else address
        for kind, browser, before in (
            ("warm", stranger, lambda: None),
            ("cold", stranger, changed),
            ("signed in", member, lambda: None),
        ):
            assert browser.get(address).status_code == 200
            before()
            with CaptureQueriesContext(connection) as queries:
                browser.get(address)
            counted = len(queries)
            found[f"{name}, {kind}"] = {
                "ms": least(lambda browser=browser, address=address: browser.get(address), before),
                "queries": counted,
            }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    django.setup()
    main()
