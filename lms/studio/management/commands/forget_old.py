from django.core.management.base import BaseCommand

from lms.members.access_log import forget_old
from lms.members.roster import importing
from lms.studio.retention import shelf


class Command(BaseCommand):
    help = (
        "Forget what was kept for its time: who looked at whose record, after twelve months; lists of members that "
        "were brought in, after a week or a month; what is in the bin, after 30 days. To be run every day."
    )

    def handle(self, *args, **options):
        looks, lists, binned = forget_old(), importing.sweep(), shelf.sweep()
        self.stdout.write(f"Deleted: {looks} looks, {binned} things from the bin; forgotten: {lists} lists")
