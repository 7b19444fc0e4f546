from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lms.demo import catalogue, commune_target, data_files, learning_records, union
from lms.reports.counts import folding
from lms.studio.founding import found

HERE = {"127.0.0.1", "localhost", "::1", "[::1]", "testserver"}  # the last is Django's own, in tests


def refuse_in_public() -> None:
    """The demo's passwords stand in the code: nobody else may reach an installation that has them."""
    hosts = {urlsplit(settings.BASE_URL).hostname, *settings.ALLOWED_HOSTS}
    if settings.HTTPS or hosts - HERE:
        raise CommandError(
            "The demo's passwords are public: it is loaded only where HTTPS is off and the host is local."
        )


class Command(BaseCommand):
    help = "Load the demo union: units, members, the courses and what they have learnt. May be run again."

    def add_arguments(self, parser):
        parser.add_argument("--courses", nargs="*", metavar="CODE", help="load only these courses, such as K1")
        parser.add_argument("--clips", nargs="*", metavar="LESSON", help="film only these lessons' clips, such as 1.1")

    def handle(self, *args, courses: list[str] | None = None, clips: list[str] | None = None, **options):
        refuse_in_public()
        home = found()
        union.load()
        for code, name in data_files.courses().items():
            if courses is None or code in courses:
                learning_records.load(catalogue.load(home, name, clips))
        commune_target.load()
        folding.fold()
        self.stdout.write("The demo union is there.")
