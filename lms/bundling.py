"""One stylesheet on the wire, one file per component in the code.

`site.css` is a list of `@import "x.css";` lines. In development the browser follows them; when static files are
collected, this storage writes the imported files into it, so that a phone on a slow line makes one request.
"""

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import "([\w./-]+)";\n?')


def flatten(source: Path) -> str:
    """The stylesheet with its imports (one level, beside it) written in."""
    return IMPORT.sub(lambda match: (source.parent / match[1]).read_text(), source.read_text())


class OneStylesheet(CompressedManifestStaticFilesStorage):
    bundled = "css/site.css"
    support_js_module_import_aggregation = True  # imported modules get their hashed names, and are kept for a year

    def post_process(self, paths, dry_run=False, **options):
        source = finders.find(self.bundled)
        if source and not dry_run:
            self.delete(self.bundled)
            self._save(self.bundled, ContentFile(flatten(Path(source)).encode()))
            paths = paths | {self.bundled: (self, self.bundled)}
        yield from super().post_process(paths, dry_run, **options)
