from django.core.management.base import BaseCommand

from lms.demo import catalogue, commune_target, data_files, learning_records, union
from lms.reports.counts import folding
from lms.studio.founding import found


class Command(BaseCommand):
    help = "Load the demo union: units, members, the courses and what they have learnt. May be run again."

    def add_arguments(self, parser):
        parser.add_argument("--courses", nargs="*", metavar="CODE", help="load only these courses, such as K1")
        parser.add_argument("--clips", nargs="*", metavar="LESSON", help="film only these lessons' clips, such as 1.1")

    def handle(self, *args, courses: list[str] | None = None, clips: list[str] | None = None, **options):
        home = found()
        union.load()
        for code, name in data_files.courses().items():
            if courses is None or code in courses:
                learning_records.load(catalogue.load(home, name, clips))
        commune_target.load()
        folding.fold()
        self.stdout.write("The demo union is there.")
