from django.core.management.base import BaseCommand, CommandError

from lms.accounts.second_factor import devices
from lms.accounts.wagtail_users import accounts


class Command(BaseCommand):
    help = "Take away somebody's app and recovery codes: she sets up an app anew when she next signs in."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *args, username: str, **options):
        member = accounts().filter(username=username).first()
        if not member:
            raise CommandError(f"Nobody has the username {username}.")
        taken = devices.reset(member)
        self.stdout.write(f"{username} sets up an app when she next signs in." if taken else f"{username} has no app.")
