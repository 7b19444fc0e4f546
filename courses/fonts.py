"""The fonts for what is set on paper: Roboto from its wheel, the compiler's own, never the machine's."""

from functools import cache
from pathlib import Path

import font_roboto
import typst

FOLDER = Path(font_roboto.__file__).with_name("files")


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FOLDER)])
