from django.core.management.base import BaseCommand

from lms.demo import catalogue, learning, union
from lms.members.founding import found

COURSE = "k1.yaml"


class Command(BaseCommand):
    help = "Load the demo union: units, members, the first course and what they have learnt. May be run again."

    def add_arguments(self, parser):
        parser.add_argument("--clips", nargs="*", metavar="LESSON", help="film only these lessons' clips, such as 1.1")

    def handle(self, *args, clips: list[str] | None = None, **options):
        home = found()
        union.load()
        course = catalogue.load(home, COURSE, clips)
        learning.load(course)
        self.stdout.write("The demo union is there.")
