from django.core.management.base import BaseCommand

from lms.reports.counts import folding


class Command(BaseCommand):
    help = "Add what has happened in the units up the tree now. The worker does it by itself; this is for a timer."

    def handle(self, *args, **options):
        self.stdout.write(f"{folding.fold()} folded.")
