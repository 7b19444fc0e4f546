"""TTML (also called DFXP): the XML that television and some editors write. What a <p> says, with its times as seconds,
as a clock, as frames or as ticks; the times of what stands around it are added."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from media.captions.cues import Cue, Reading, mistake

BEGINS = re.compile(r"(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--[^<>]*-->\s*)?<(?:\w{1,20}:)?tt[\s>]")
CLOCK = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)(?:\.(\d{1,9})|:(\d{1,3}))?")
OFFSET = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(h|ms|m|s|f|t)")
UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
DEEPEST = 50  # elements within one another


def is_ttml(text: str) -> bool:
    return bool(BEGINS.match(text.lstrip()[:2000]))


def read_ttml(text: str) -> Reading:
    """ValidationError where it is no XML; what has no time that can be read is left out and named by its number."""
    try:
        root = fromstring(text.strip().encode())
    except (ParseError, DefusedXmlException, ValueError) as broken:
        raise mistake(1, _("this TTML file is damaged.")) from broken
    rates = _rates(root)
    reading = Reading([])
    for number, (element, begins) in enumerate(_paragraphs(root, 0.0, rates), 1):
        start, end = _span(element, begins, rates) if begins is not None else (None, None)
        said = " ".join(_text(element).split())
        if start is not None and end is not None and end > start and said:
            reading.cues.append(Cue(start, end, said))
        elif said:
            reading.skipped.append(mistake(number, _("its time cannot be read.")))
    reading.cues.sort(key=lambda cue: cue.start)
    return reading


def _rates(root: Element) -> dict[str, float]:
    """Seconds of a frame and of a tick."""
    said = {_name(key): value for key, value in root.attrib.items()}
    fps = _number(said.get("frameRate"), 30.0)
    over, under = (said.get("frameRateMultiplier", "1 1").split() + ["1", "1"])[:2]
    fps *= _number(over, 1.0) / _number(under, 1.0)
    ticks = _number(said.get("tickRate"), fps)
    return UNITS | {"f": 1 / fps, "t": 1 / ticks}


def _number(text: str | None, otherwise: float) -> float:
    return float(text) if text and re.fullmatch(r"\d{1,9}", text) and int(text) else otherwise


def _paragraphs(
    element: Element, begins: float | None, rates: dict[str, float], depth: int = 0
) -> Iterator[tuple[Element, float | None]]:
    """Every <p>, and when what it stands in begins; None where that cannot be read."""
    for child in element if depth < DEEPEST else ():
        if not isinstance(child.tag, str):
            continue  # a comment
        if _name(child.tag) == "p":
            yield child, begins
        else:
            own = _seconds(child.get("begin", "0s"), rates)
            inner = None if begins is None or own is None else begins + own
            yield from _paragraphs(child, inner, rates, depth + 1)


def _span(element: Element, begins: float, rates: dict[str, float]) -> tuple[float | None, float | None]:
    start, end, lasts = (_seconds(element.get(name), rates) for name in ("begin", "end", "dur"))
    if start is None:
        return None, None
    if not lasts and not end:
        return begins + start, None
    return begins + start, begins + (start + lasts if lasts is not None else end or 0)


def _seconds(text: str | None, rates: dict[str, float]) -> float | None:
    text = (text or "").strip()
    if offset := OFFSET.fullmatch(text):
        return round(float(offset[1]) * rates[offset[2]], 3)
    if clock := CLOCK.fullmatch(text):
        whole = int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3])
        return round(whole + float(f"0.{clock[4] or 0}") + int(clock[5] or 0) * rates["f"], 3)
    return None


def _text(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        parts += [" " if _name(str(child.tag)) == "br" else _text(child), child.tail or ""]
    return "".join(parts)


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]
