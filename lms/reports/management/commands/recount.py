from django.core.management.base import BaseCommand, CommandError

from courses.models import Course
from lms.reports.counts import folding, recounting
from lms.reports.counts.models import FIELDS
from lms.units.models import Unit


class Command(BaseCommand):
    help = "Count every figure again from the facts and name each that differs. May be run while the site is in use."

    def add_arguments(self, parser):
        parser.add_argument("--mend", action="store_true", help="put the figures right")

    def handle(self, *args, mend: bool = False, **options):
        folding.fold()
        found = recounting.differences(mend=mend)
        units = Unit.objects.in_bulk({path for path, _course in found}, field_name="path")
        courses = Course.objects.in_bulk({course for _path, course in found if course})
        for (path, course), counts in sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or 0)):
            what = courses[course].title if course else "roster"
            numbers = ", ".join(f"{field} {n:+}" for field, n in zip(FIELDS, counts.numbers, strict=True) if n)
            self.stdout.write(f"{units[path].code} {units[path].name}, {what}: {numbers}")
        if found and not mend:
            raise CommandError(f"{len(found)} figures differ from the facts; --mend puts them right.")
        self.stdout.write(f"{len(found)} figures mended." if found else "Every figure is as the facts say.")
