from django.core.management.base import BaseCommand

from lms.members.access_log import forget_old
from lms.members.roster import importing


class Command(BaseCommand):
    help = (
        "Forget what was kept for its time: who looked at whose record, after twelve months; lists of members that "
        "were brought in, after a week or a month. To be run every day."
    )

    def handle(self, *args, **options):
        self.stdout.write(f"Deleted: {forget_old()} looks; forgotten: {importing.sweep()} lists")
