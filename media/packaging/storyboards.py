"""Small pictures of the whole clip on one sheet: what she sees while she looks for a place, and where a trainer picks a
poster. A phone fetches it only when somebody looks for a place.

`storyboard.json` says how to read the sheet: {"picture": its name, "count": how many, "columns": how many in a row,
"seconds": how long each stands for, "width", "height": of one, in pixels}. Picture n shows the middle of its seconds.
"""

import json
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from media.layout import STORYBOARD, STORYBOARD_SHEET

EVERY = 5  # seconds
AT_LEAST, AT_MOST = 8, 60  # enough to pick a poster from; and no sheet of more than 90 kB
COLUMNS = 10
BOX = (120, 160)  # pixels that one may be wide and high
BYTES_EACH = 1_500
RICH = 0.7  # of the largest still's bytes


def count(duration: float) -> int:
    """How many pictures a clip of so many seconds gets, evenly spaced."""
    return min(AT_MOST, max(AT_LEAST, round(duration / EVERY)))


def middle(number: int, duration: float, pictures: int) -> float:
    """The second that picture `number` (from 0) shows."""
    return round((number + 0.5) * duration / pictures, 2)


def draw(stills: list[Path], duration: float, folder: Path) -> list[str]:
    """Put the stills, which are in order and alike, on one sheet; the names of the two files made."""
    with Image.open(stills[0]) as first:
        width, height = _fit(*first.size)
    rows = -(-len(stills) // COLUMNS)
    sheet = Image.new("RGB", (width * min(COLUMNS, len(stills)), height * rows))
    for number, still in enumerate(stills):
        with Image.open(still) as picture:
            small = picture.convert("RGB").resize((width, height), Image.Resampling.BOX)
        sheet.paste(small, (number % COLUMNS * width, number // COLUMNS * height))
    _save(sheet, folder / STORYBOARD_SHEET, BYTES_EACH * len(stills))
    facts = {"picture": STORYBOARD_SHEET, "count": len(stills), "columns": COLUMNS, "width": width, "height": height}
    facts["seconds"] = round(duration / len(stills), 3)
    (folder / STORYBOARD).write_text(json.dumps(facts))
    return [STORYBOARD, STORYBOARD_SHEET]


def most_telling(stills: list[Path]) -> Path:
    """The still for the poster: one with much to see that also stays a while.

    At one quality, the more there is to see, the larger the file. The very largest is often two pictures at once, one
    fading into the other, so of the large ones that is taken which is most like the one before or after it.
    """
    largest = max(still.stat().st_size for still in stills)
    small = [_thumbnail(still) for still in stills]
    rich = [number for number, still in enumerate(stills) if still.stat().st_size >= RICH * largest]
    return stills[min(rich, key=lambda number: _change(small, number))]


def _thumbnail(still: Path) -> Image.Image:
    with Image.open(still) as picture:
        return picture.convert("L").resize((32, 32), Image.Resampling.BOX)


def _change(pictures: list[Image.Image], number: int) -> float:
    """How much this one differs from the neighbour that is more like it, in shades of grey a pixel."""
    beside = [pictures[near] for near in (number - 1, number + 1) if 0 <= near < len(pictures)]
    return min((ImageStat.Stat(ImageChops.difference(pictures[number], one)).mean[0] for one in beside), default=0.0)


def _fit(width: int, height: int) -> tuple[int, int]:
    scale = min(BOX[0] / width, BOX[1] / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _save(sheet: Image.Image, path: Path, most: int) -> None:
    for quality in (60, 40, 25, 10):
        sheet.save(path, "WEBP", quality=quality, method=4)
        if path.stat().st_size <= most:
            return
