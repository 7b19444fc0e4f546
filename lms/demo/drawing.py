"""The demo's pictures of phone screens and its course covers, drawn from descriptions in data/*.yaml.

No real app's look, no logo. A screen is described as a dictionary (kind, title, items, …: see screens.typ); the same
drawing also tells where its parts lie, so that a tap on the picture can be judged.
"""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import segno
import typst
from PIL import Image

from courses.fonts import fonts

FOLDER = Path(__file__).parent
LOGICAL = (360, 640)
SCREEN_PPI = 144.0  # 720 by 1280 pixels
SAMPLE_CODE = "Mã ví dụ trong bài học, không dùng để trả tiền"


@dataclass(frozen=True)
class Spot:
    """A part of a screen that a finger can touch. Left, top, width and height are shares (0-1) of the picture."""

    name: str
    x: float
    y: float
    width: float
    height: float


def screen(description: Mapping, targets: Sequence[str] | str = ()) -> bytes:
    """A PNG of the screen, 720 by 1280, with a ring round each target. Raises KeyError for a target it lacks."""
    names = [targets] if isinstance(targets, str) else list(targets)
    for name in names:
        spot(description, name)
    return _typeset("screens.typ", _inputs(description, names), SCREEN_PPI)


def spots(description: Mapping) -> list[Spot]:
    """The touchable parts of a screen, in reading order, each under the name that a target uses."""
    return list(_spots(json.dumps(description)))


@cache
def _spots(screen: str) -> tuple[Spot, ...]:
    """Asked again and again while a lesson is made: each of its pictures and places looks for parts of the same few."""
    inputs = _inputs(json.loads(screen), [])
    compiler = typst.Compiler(FOLDER / "screens.typ", font_paths=fonts(), sys_inputs=inputs)
    found = json.loads(compiler.query("<spots>", field="value", one=True))
    wide, high = LOGICAL
    return tuple(Spot(one["name"], one["x"] / wide, one["y"] / high, one["w"] / wide, one["h"] / high) for one in found)


def spot(description: Mapping, name: str) -> Spot:
    """The part of that name. Raises KeyError for a screen that has none."""
    found = {part.name: part for part in spots(description)}
    if name not in found:
        raise KeyError(f"no {name!r} on the {description['kind']} screen, only {sorted(found)}")
    return found[name]


def cover(title: str, code: str, icons: Sequence[str] = ()) -> bytes:
    """A course's cover, a PNG of 1200 by 630 pixels. `icons`: six of icons.typ for the phone on it."""
    content = {"title": title, "code": code} | ({"icons": icons} if icons else {})
    return _typeset("scene.typ", {"cover": json.dumps(content)}, 72.0)


def scene(content: Mapping) -> Image.Image:
    """One still of a clip, 720 by 1280: lesson title, phone or figure, key words."""
    drawn = _typeset("scene.typ", {"scene": json.dumps(content), "qr": _sample_code()}, 72.0)
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def pointer(width: int) -> Image.Image:
    """The pointing hand on nothing, to be laid over a still. Its fingertip is at 28 % of its width, at the top."""
    drawn = _typeset("scene.typ", {"hand": str(width)}, 72.0)
    return Image.open(io.BytesIO(drawn)).convert("RGBA")


def _inputs(description: Mapping, targets: list[str]) -> dict[str, str]:
    return {"screen": json.dumps(description), "targets": json.dumps(targets), "qr": _sample_code()}


def _typeset(template: str, inputs: dict[str, str], ppi: float) -> bytes:
    return typst.compile(FOLDER / template, font_paths=fonts(), sys_inputs=inputs, format="png", ppi=ppi)


@cache
def _sample_code() -> str:
    return segno.make(SAMPLE_CODE, error="m").svg_inline(border=0)
