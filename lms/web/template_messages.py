"""Reads the texts to translate out of Django templates, for Babel: `make messages` needs no system gettext."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation.template import templatize

INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)  # means nothing in a template, but ends Python's patience


def extract_templates(file: BinaryIO, keywords, comment_tags, options: Any) -> Iterator[tuple]:
    """Babel's extractor for templates: Django turns them into something like Python, Babel reads that."""
    if not settings.configured:
        settings.configure()
    source = INDENTATION.sub("", templatize(file.read().decode()))
    yield from extract_python(BytesIO(source.encode()), keywords, comment_tags, options)
