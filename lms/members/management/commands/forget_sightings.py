from django.core.management.base import BaseCommand

from lms.members.sightings import forget_old


class Command(BaseCommand):
    help = "Delete from the log of who looked at whose record what is older than twelve months. To be run every day."

    def handle(self, *args, **options):
        self.stdout.write(f"Deleted: {forget_old()}")
