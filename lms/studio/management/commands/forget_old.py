from django.core.management.base import BaseCommand

from courses.models import versions
from lms.members.access_log import forget_old
from lms.members.models import changes
from lms.members.models.merges import Merge
from lms.members.roster import importing
from lms.studio.retention import shelf


class Command(BaseCommand):
    help = (
        "Forget what was kept for its time: who looked at whose record or changed it, after twelve months; lists of "
        "members that were brought in, after a week or a month; what is in the bin, after 30 days. To be run every day."
    )

    def handle(self, *args, **options):
        looks, edits, lists, binned = forget_old(), changes.forget_old(), importing.sweep(), shelf.sweep()
        Merge.objects.forget_old()
        versions.forget_old()
        self.stdout.write(
            f"Deleted: {looks} looks, {edits} changes, {binned} things from the bin; forgotten: {lists} lists"
        )
