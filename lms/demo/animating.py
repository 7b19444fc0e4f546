"""Sets the stills of a drawn clip in motion: a hand comes to its spot and touches, a figure comes slowly nearer.

Frames are made as the three planes of YUV 4:2:0, which is what an encoder wants: only what moves is drawn again, and
nothing is converted twice. Colours are BT.601, limited range.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw

from lms.demo import drawing

FPS = 10
SIZE = (720, 1280)
FADE = 4  # frames
FIGURE = (40, 236, 680, 1036)  # where scene.typ puts a figure
HAND_WIDTH, FINGERTIP = 92, 0.28
HAND_FROM = (640, 1120)
RING = (255, 46, 140)

Box = tuple[float, float, float, float]
Planes = tuple[Image.Image, Image.Image, Image.Image]  # Y at full size, Cb and Cr at half

LUMA = [16 + round(value * 219 / 255) for value in range(256)]
CHROMA = [128 + round((value - 128) * 224 / 255) for value in range(256)]


@dataclass(frozen=True)
class View:
    """What is seen for `length` frames. `spot` is where the hand goes, in pixels: left, top, right, bottom."""

    still: Image.Image
    length: int
    spot: Box | None = None
    figure: bool = False

    @property
    def arrival(self) -> int:
        """The frame at which the hand has come to its spot."""
        return min(self.length // 2, round(1.6 * FPS))


def frames(views: list[View]) -> Iterator[bytes]:
    """The views one after the other, each fading into the next, as raw yuv420p."""
    before: Planes | None = None
    for view in views:
        still = shown = planes(view.still)
        for number in range(view.length):
            shown = _moved(view, still, number)
            if before and number < FADE:
                shown = _blend(before, shown, (number + 1) / (FADE + 1))
            yield b"".join(plane.tobytes() for plane in shown)
        before = shown


def planes(picture: Image.Image) -> Planes:
    luma, blue, red = picture.convert("RGB").convert("YCbCr").split()
    return luma.point(LUMA), blue.reduce(2).point(CHROMA), red.reduce(2).point(CHROMA)


def _blend(before: Planes, after: Planes, share: float) -> Planes:
    luma, blue, red = (Image.blend(old, new, share) for old, new in zip(before, after, strict=True))
    return luma, blue, red


def _copied(still: Planes) -> Planes:
    luma, blue, red = (plane.copy() for plane in still)
    return luma, blue, red


def _moved(view: View, still: Planes, number: int) -> Planes:
    if view.figure:
        return _nearer(still, number / view.length)
    return _pointed(view, view.spot, still, number) if view.spot else still


def _nearer(still: Planes, share: float) -> Planes:
    """The figure comes 5 % closer over the whole view."""
    near = _copied(still)
    for plane, scale in zip(near, (1, 2, 2), strict=True):
        left, top, right, bottom = (edge // scale for edge in FIGURE)
        size = (right - left, bottom - top)
        dx, dy = size[0] * 0.025 * share, size[1] * 0.025 * share
        closer = plane.resize(size, Image.Resampling.BILINEAR, (left + dx, top + dy, right - dx, bottom - dy))
        plane.paste(closer, (left, top), _card(size, 40 // scale))
    return near


def _pointed(view: View, spot: Box, still: Planes, number: int) -> Planes:
    left, top, right, bottom = spot
    share = min(1.0, number / max(1, view.arrival))
    beat = (number - view.arrival) % FPS
    frame = _copied(still)
    if share == 1:
        corner, masks = _ring(spot, beat / FPS)
        _lay(frame, corner, _ring_colour(), masks)
    pressed = 6 if share == 1 and beat < 3 else 0
    eased = share * share * (3 - 2 * share)
    x = HAND_FROM[0] + (left + (right - left) * 0.72 - HAND_FROM[0]) * eased - HAND_WIDTH * FINGERTIP
    y = HAND_FROM[1] + (top + (bottom - top) * 0.72 - HAND_FROM[1]) * eased + pressed
    _lay(frame, (round(x), round(y)), *_hand())
    return frame


def _lay(frame: Planes, corner: tuple[int, int], colours: tuple, masks: tuple[Image.Image, Image.Image]) -> None:
    """Paints colours (a picture's planes, or one value a plane) through masks of full and half size."""
    x, y = corner[0] // 2, corner[1] // 2
    places = ((2 * x, 2 * y), (x, y), (x, y))
    for plane, colour, mask, place in zip(frame, colours, (masks[0], masks[1], masks[1]), places, strict=True):
        area = (*place, place[0] + mask.width, place[1] + mask.height)
        plane.paste(colour, area, mask)


def _even(size: int) -> int:
    return size + size % 2


@cache
def _hand() -> tuple[Planes, tuple[Image.Image, Image.Image]]:
    drawn = drawing.pointer(HAND_WIDTH)
    hand = Image.new("RGBA", (_even(drawn.width), _even(drawn.height)))
    hand.paste(drawn)
    mask = hand.getchannel("A")
    return planes(hand), (mask, mask.reduce(2))


@cache
def _ring_colour() -> tuple[int, ...]:
    return tuple(plane.tobytes()[0] for plane in planes(Image.new("RGB", (2, 2), RING)))


@cache
def _card(size: tuple[int, int], radius: int) -> Image.Image:
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), radius=radius, fill=255)
    return mask


@cache
def _ring(spot: Box, beat: float) -> tuple[tuple[int, int], tuple[Image.Image, Image.Image]]:
    """A ring that widens and pales with the beat (0-1): its corner, and its masks."""
    left, top, right, bottom = (2 * round(edge / 2) for edge in spot)
    room, grow = 20, round(12 * beat)
    wide, high = right - left + 2 * room, bottom - top + 2 * room
    drawn = Image.new("L", (2 * wide, 2 * high))
    inset = 2 * (room - 2 - grow)
    shape = (inset, inset, 2 * wide - 1 - inset, 2 * high - 1 - inset)
    ImageDraw.Draw(drawn).rounded_rectangle(shape, radius=44, outline=round(255 * (1 - 0.7 * beat)), width=12)
    mask = drawn.reduce(2)
    return (left - room, top - room), (mask, mask.reduce(2))
