from django.core.management.base import BaseCommand

from lms.studio.founding import found


class Command(BaseCommand):
    help = "Lay the ground of a new installation: the home page and the group of trainers. May be run again."

    def handle(self, *args, **options):
        found()
        self.stdout.write("The home page and the group of trainers are there.")
