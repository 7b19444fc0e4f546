from django.core.management.base import BaseCommand

from lms.demo import aiming, catalogue, learning, reading, union
from lms.members.founding import found
from lms.reports import folding


class Command(BaseCommand):
    help = "Load the demo union: units, members, the courses and what they have learnt. May be run again."

    def add_arguments(self, parser):
        parser.add_argument("--courses", nargs="*", metavar="CODE", help="load only these courses, such as K1")
        parser.add_argument("--clips", nargs="*", metavar="LESSON", help="film only these lessons' clips, such as 1.1")

    def handle(self, *args, courses: list[str] | None = None, clips: list[str] | None = None, **options):
        home = found()
        union.load()
        for code, name in reading.courses().items():
            if courses is None or code in courses:
                learning.load(catalogue.load(home, name, clips))
        aiming.load()
        folding.fold()
        self.stdout.write("The demo union is there.")
