from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from lms.reorganising.loading import government_lists, unit_rows
from lms.reorganising.loading.bulk_writing import Result, load
from lms.reorganising.loading.tables import MOST_BYTES, decoded
from lms.units.models import Unit

MOST_MISTAKES = 200  # lines that are written out


class Command(BaseCommand):
    help = "Load the tree of units from CSV, or provinces and communes from a public list in JSON. May be run again."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--skip-bad", action="store_true", help="load the right lines of a file with wrong ones")
        parser.add_argument("--dry-run", action="store_true", help="look at the file and write nothing")

    def handle(self, *args, file: Path, skip_bad: bool, dry_run: bool, **options):
        with override("vi"):
            try:
                given, wrong, unknown = _read(read_text(file))
                result = load(given, wrong, skip_bad=skip_bad, dry_run=dry_run)
            except ValidationError as mistake:
                raise CommandError(" ".join(mistake.messages)) from None
            if unknown:
                self.stdout.write(_("Columns that are not read: %(columns)s") % {"columns": ", ".join(unknown)})
            self._report(result, dry_run)

    def _report(self, result: Result, dry_run: bool) -> None:
        for line, reason in result.wrong[:MOST_MISTAKES]:
            self.stderr.write(_("Line %(n)s: %(reason)s") % {"n": line, "reason": reason})
        if more := len(result.wrong) - MOST_MISTAKES:
            self.stderr.write(_("And %(n)s more.") % {"n": more}) if more > 0 else None
        if result.wrong and not result.written and not dry_run:
            raise CommandError(_("Nothing was loaded. With --skip-bad the right lines are."))
        counts = _("New: %(added)s. Changed: %(changed)s, of these moved: %(moved)s. As before: %(same)s.")
        self.stdout.write(counts % vars(result))
        if dry_run:
            self.stdout.write(_("Nothing was written: this was only a look."))


def read_text(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return decoded(opened.read(MOST_BYTES + 1))
    except OSError as mistake:
        raise CommandError(f"{file}: {mistake.strerror}") from None


def _read(text: str) -> tuple[list, list, list[str]]:
    if text.lstrip()[:1] not in ("[", "{"):
        return unit_rows.read_units(text)
    centre = Unit.objects.current().filter(level=Unit.Level.CENTRAL).order_by("path").first()
    return *government_lists.read_units(text, centre.code if centre else ""), []
