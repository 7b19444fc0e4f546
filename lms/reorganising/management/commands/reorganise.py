from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from lms.reorganising.carrying_out import carry_out, hold_the_tree
from lms.reorganising.descriptions import Section, describe
from lms.reorganising.loading.tables import Row, Table
from lms.reorganising.management.commands.load_units import read_text
from lms.reorganising.order_table import read_order, read_table_of_orders
from lms.reorganising.planning import planned
from lms.reorganising.reach import WHOLE_TREE


class Command(BaseCommand):
    help = "Found, merge, split, move, rename and dissolve units as a CSV file says, line by line: all or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")

    def handle(self, *args, file: Path, dry_run: bool, **options):
        with override("vi"):
            try:
                table = read_table_of_orders(read_text(file))
            except ValidationError as mistake:
                raise CommandError(" ".join(mistake.messages)) from None
            self._carry_out(table, dry_run)

    @transaction.atomic
    def _carry_out(self, table: Table, dry_run: bool) -> None:
        """A line sees what those before it have done; so a look does it all, too, and takes it back."""
        hold_the_tree()
        wrong = [*table.broken]
        for row in table.rows:
            wrong += self._order(row)
        for line, reason in wrong:
            self.stderr.write(_("Line %(n)s: %(reason)s") % {"n": line, "reason": reason})
        if wrong:
            raise CommandError(_("Nothing was changed."))
        if dry_run:
            transaction.set_rollback(True)
            self.stdout.write(_("Nothing was written: this was only a look."))

    def _order(self, row: Row) -> list[tuple[int, str]]:
        try:
            with transaction.atomic():
                order = read_order(row)
                plan = planned(order, WHOLE_TREE)
                self._say(row, describe(plan))
                carry_out(order, WHOLE_TREE, by=None, mark=plan.mark)
        except ValidationError as mistake:
            return [(row.line, message) for message in mistake.messages]
        return []

    def _say(self, row: Row, sections: list[Section]) -> None:
        self.stdout.write(_("Line %(n)s") % {"n": row.line})
        for section in sections:
            self.stdout.write(f"  {section.heading}")
            for line in section.lines:
                self.stdout.write(f"    {line}")
            if section.more:
                self.stdout.write("    " + _("and %(n)s more") % {"n": section.more})
