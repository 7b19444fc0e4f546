"""One file on the wire, one file per component in the code.

`site.css` is a list of `@import "x.css";` lines, and a script begins with `import {…} from "./x.js";`. In development
the browser follows them; when static files are collected, this storage writes the imported files into it, so that a
phone on a slow line makes one request. Comments and the space around the words are for those who read the code: they
stay at home, too. A module that is imported for what it does (`import "./x.js";`) keeps its names to itself, in a block
of its own. No page may load two scripts that import the same module, or there would be two of it.
"""

import re
import sys
from pathlib import Path

import rcssmin
import rjsmin
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'^@import "([\w./-]+)";\n?|^import (\{[^}]*\} from )?"(\.{1,2}/[\w/-]+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export ", re.MULTILINE)


def flatten(source: Path) -> str:
    """The stylesheet or script with its imports written in, and theirs."""
    return IMPORT.sub(lambda match: _imported(source, *match.groups()), source.read_text())


def _imported(source: Path, style: str | None, names: str | None, module: str | None) -> str:
    if style:
        return flatten(source.parent / style)
    words = EXPORT.sub("", flatten(_module(source, module or "")))
    return words if names else f"{{\n{words}}}\n"


def _module(source: Path, module: str) -> Path:
    """Beside the script, or in the folder of another package: on the wire all of them lie in one tree."""
    beside = source.parent / module
    if beside.exists():
        return beside
    found = finders.find(module.removeprefix("../"))
    if found is None:
        raise FileNotFoundError(module)
    return Path(found)


def smaller(name: str) -> str:
    """What a phone needs of one of our own stylesheets and scripts; nothing for the files of others."""
    source = Path(finders.find(name) or "")
    if not source.is_relative_to(settings.BASE_DIR) or source.is_relative_to(sys.prefix):
        return ""
    if source.suffix == ".css":
        return rcssmin.cssmin(flatten(source))
    return rjsmin.jsmin(flatten(source)) if source.suffix == ".js" else ""


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True  # imported modules get their hashed names, and are kept for a year

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run:
            ours = {name: words for name in paths if (words := smaller(name))}
            for name, words in ours.items():
                self.delete(name)
                self._save(name, ContentFile(words.encode()))
            paths = paths | {name: (self, name) for name in ours}
        yield from super().post_process(paths, dry_run, **options)
