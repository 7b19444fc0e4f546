"""What a list costs, from a commune's to a province's: `make bench-export`. Memory must not grow with it.

Lays a union of one province beside the PostgreSQL database that DATABASE_URL names (100 communes, 3,000 branches, four
courses), and writes the list of the province in a process of its own, as the worker does.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice, product
from time import monotonic
from urllib.parse import urlsplit, urlunsplit

SIZES = (100_000, 600_000)
COMMUNES, BRANCHES, COURSES = 100, 3000, 4
BATCH = 5000
MODULE = "tests.bench.exporting"


def main() -> None:
    environment = os.environ | {"DATABASE_URL": _laid()}
    print(f"{'rows':>8}  {'form':4}  {'seconds':>7}  {'of CPU':>7}  {'peak MB':>7}  {'file MB':>7}")
    for size in SIZES:
        subprocess.run([sys.executable, "-m", MODULE, "fill", str(size)], env=environment, check=True)
        for form in ("xlsx", "csv"):
            command = [sys.executable, "-m", MODULE, "write", form]
            told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
            cost = json.loads(told.splitlines()[-1])
            print(
                f"{cost['rows']:8,}  {form:4}  {cost['seconds']:7.1f}  {cost['cpu']:7.1f}  {cost['peak']:7.0f}  "
                f"{cost['size']:7.1f}",
                flush=True,
            )


def _laid() -> str:
    """The address of an empty union."""
    import django

    django.setup()
    from django.conf import settings

    from tests import databases

    databases.lay()
    return urlunsplit(urlsplit(settings.DATABASE_URL)._replace(path=f"/{databases.copy('bench_export')}"))


def fill(size: int) -> None:
    """Bring the province to so many members, half of whose steps in a course are done or begun."""
    from django.utils import timezone

    from courses.models import Course, Home
    from lms.members.models import Member
    from lms.progress.models import CourseProgress

    home = Home.objects.first()
    for number in range(Course.objects.count(), COURSES):
        home.add_child(instance=Course(title=f"Khóa học số {number + 1}", slug=f"x{number}", summary="-"))
    branches = list(_branches())
    people = (_person(n, branches[n % BRANCHES]) for n in range(Member.objects.count(), size))
    courses, now = list(Course.objects.all()), timezone.now()
    while batch := list(islice(people, BATCH)):
        Member.objects.bulk_create(batch)
        CourseProgress.objects.bulk_create(
            CourseProgress(member=member, course=course, completed_at=now - timedelta(days=n % 90) if n % 3 else None)
            for n, (member, course) in enumerate(product(batch, courses))
            if n % 2
        )


def _branches() -> Iterator[int]:
    """Ids of the branches, laid where they are not there yet."""
    from lms.units.models import Unit

    if not Unit.objects.exists():
        province = Unit.add_root(name="Tỉnh Sông Hương", code="99", level="province")
        for c in range(COMMUNES):
            commune = province.add_child(name=f"Xã số {c + 1}", code=f"99-{c}", level="commune")
            for b in range(BRANCHES // COMMUNES):
                commune.add_child(name=f"Chi hội số {b + 1}", code=f"99-{c}-{b}", level="branch")
    return Unit.objects.filter(level="branch").values_list("pk", flat=True).iterator()


def _person(number: int, unit: int):
    from lms.members.models import Member

    member = Member(name=f"Nguyễn Thị {'Hồng Liên' if number % 2 else 'Ngọc Ánh'}", unit_id=unit)
    member.birth_year, member.phone = 1940 + number % 60, f"+8450{number:07}"
    member.sort_key, member.search_key = f"{number % 9973:06}", "nguyen thi"
    return member


def write(form: str) -> None:
    """Write the province's list for its officer, and say what that cost."""
    from lms.members.models import Member, Role
    from lms.reports.exports import jobs
    from lms.reports.exports.listing import Listing
    from lms.units.models import Unit

    province = Unit.objects.get(code="99")
    officer = Member.objects.order_by("pk").first()
    Role.objects.get_or_create(member=officer, unit=province, kind="officer")
    began = monotonic()
    listing = Listing(officer, province)
    with tempfile.TemporaryFile() as file:
        jobs.write(listing, form, file)
        size = file.tell() / 1e6
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds, cpu, peak = monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    rows = listing.whole.roster
    print(json.dumps({"rows": rows, "seconds": seconds, "cpu": cpu, "peak": peak, "size": size}))


if __name__ == "__main__":
    if sys.argv[1:]:
        import django

        django.setup()
        {"fill": lambda size: fill(int(size)), "write": write}[sys.argv[1]](sys.argv[2])
    else:
        main()
