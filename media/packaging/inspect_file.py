"""Look into an uploaded file. Runs as a program of its own, because what it reads may have been made to crash it.

`python -I inspecting.py <video|sound> <file> <seconds at most>` prints one line of JSON: the facts, or
{"refused": code}. Only the containers that phones write are opened, and nothing but the file itself: a playlist that
names other files is no video.
"""

import json
import sys
from fractions import Fraction
from typing import Any

import av

CONTAINERS = "mov,matroska,webm,avi,mp3,ogg,wav,flac,aac,amr"
ONLY_THIS_FILE = {"format_whitelist": CONTAINERS, "protocol_whitelist": "file"}
LARGEST_PICTURE = 12_500_000  # pixels: 4K, and the squarer screens that are as wide
SMALLEST_SIDE = 16  # pixels: no encoder makes a picture of less, and nobody could see it
SHORTEST = 0.5  # seconds; less than that is a picture in a video's clothes, and so is a single frame
MISSING_AT_MOST = 0.02
UNNOTICED = 0.2  # seconds of sound after the last picture
NO_PICTURE = {"width": 0, "height": 0, "rotation": 0, "fps": 0}
WIDE_PRIMARIES, WIDE_MATRICES = {9}, {9, 10}  # BT.2020
HDR_TRANSFERS = {16, 18}  # smpte2084 (PQ) and arib-std-b67 (HLG), by their number in every video standard


class RefusedError(Exception):
    pass


def inspect(path: str, longest: float) -> dict:
    try:
        with av.open(path, options=ONLY_THIS_FILE) as container:
            video = _picture(container)
            seen = _seen(container, video) if video else NO_PICTURE
        with av.open(path, options=ONLY_THIS_FILE) as container:  # opened anew: winding back may pass over some sound
            return seen | _facts(container, longest)
    except (av.FFmpegError, UnicodeDecodeError) as broken:
        raise RefusedError("not_video") from broken


def inspect_sound(path: str, longest: float) -> dict:
    """How long the first sound in the file is, in seconds; a video will do, its sound is taken."""
    try:
        with av.open(path, options=ONLY_THIS_FILE) as container:
            if next(container.decode(_sound(container)), None) is None:
                raise RefusedError("no_sound")
        with av.open(path, options=ONLY_THIS_FILE) as container:  # opened anew: not every kind can be wound back
            spans = _spans(container, [_sound(container)], longest)
            seconds = sum(end - start for start, end in spans.values())
            if seconds < SHORTEST:
                raise RefusedError("no_sound")
            return {"duration": seconds}
    except (av.FFmpegError, UnicodeDecodeError) as broken:
        raise RefusedError("no_sound") from broken


def _sound(container):
    audio = next((stream for stream in container.streams.audio if stream.codec_context), None)
    if not audio:
        raise RefusedError("no_sound")
    return audio


def _facts(container, longest: float) -> dict:
    """How long it is, from the first picture or sound to the last, and how long the last picture stands meanwhile: a
    screen recorder writes none while nothing moves."""
    video: Any = _picture(container)
    audio: Any = next(iter(container.streams.audio), None)
    spans = _spans(container, [stream for stream in (video, audio) if stream], longest)
    _refuse_cut(container, spans)
    has_audio = bool(audio and audio.codec_context and audio.index in spans)
    if not (video or has_audio):
        raise RefusedError("not_video")
    begin = min(start for start, _ in spans.values())
    seen_until = spans[(video or audio).index][1]
    still = max(end for _, end in spans.values()) - seen_until
    still = still if still > UNNOTICED else 0
    return {"duration": seen_until + still - begin, "still": still, "has_audio": has_audio}


def _picture(container):
    """The first stream that moves: the cover of a sound recording is none."""
    cover = av.stream.Disposition.attached_pic
    streams = (s for s in container.streams.video if s.codec_context and not s.disposition & cover)
    return next(streams, None)


def _seen(container, video) -> dict:
    video.codec_context.options = {"max_pixels": str(LARGEST_PICTURE)}  # whatever the container says of its size
    if video.width * video.height > LARGEST_PICTURE:
        raise RefusedError("too_large")
    if min(video.width, video.height) < SMALLEST_SIDE:
        raise RefusedError("too_small")
    frame, second = _first_two(container, video)
    if second is None:
        raise RefusedError("not_video")
    colours = video.codec_context
    aspect = video.sample_aspect_ratio or Fraction(1)
    return {
        "width": max(SMALLEST_SIDE, round(frame.width * aspect)),
        "height": frame.height,
        "rotation": int(frame.rotation) % 360,
        "fps": _fps(video),
        "is_hdr": colours.color_trc in HDR_TRANSFERS,
        "is_wide": colours.color_primaries in WIDE_PRIMARIES or colours.colorspace in WIDE_MATRICES,
        "is_interlaced": frame.interlaced_frame or second.interlaced_frame,
    }


def _first_two(container, video) -> tuple:
    frames = container.decode(video)
    return next(frames, None), next(frames, None)


def _spans(container, streams: list, longest: float) -> dict[int, tuple[float, float]]:
    """Where the packets of each stream begin and end, in seconds: read, not believed. What was cut off on the phone is
    still in the file, marked as not to be shown."""
    spans: dict[int, tuple[float, float]] = {}
    try:
        for packet in container.demux(streams):
            if packet.pts is None or packet.is_corrupt or packet.is_discard:
                continue
            begins = float(packet.pts * packet.time_base)
            stops = float((packet.pts + (packet.duration or 0)) * packet.time_base)
            start, end = spans.get(packet.stream.index, (begins, stops))
            spans[packet.stream.index] = min(begins, start), max(stops, end)
            if _length(spans) > longest:
                raise RefusedError("too_long")
    except av.FFmpegError:
        pass  # the file ends in the middle of something: what there is has been counted
    return spans


def _length(spans: dict[int, tuple[float, float]]) -> float:
    return max(end for _, end in spans.values()) - min(start for start, _ in spans.values()) if spans else 0


def _refuse_cut(container, spans: dict[int, tuple[float, float]]) -> None:
    """Some containers count from nothing, some from where their clock begins."""
    begun = max(0, min((start for start, _ in spans.values()), default=0))
    measured = _length(spans)
    declared = (container.duration or 0) / av.time_base - begun
    if measured < declared * (1 - MISSING_AT_MOST) - 0.1:
        raise RefusedError("incomplete")
    if measured < SHORTEST:
        raise RefusedError("not_video")


def _fps(video) -> float:
    """Frames a second; 30 where the camera varied them, so that quick moments stay smooth."""
    average, base = float(video.average_rate or 0), float(video.base_rate or 0)
    varied = not average or abs(base - average) > 0.05 * average
    return 30.0 if varied else average


if __name__ == "__main__":
    look = {"video": inspect, "sound": inspect_sound}[sys.argv[1]]
    try:
        answer = look(sys.argv[2], float(sys.argv[3]))
    except RefusedError as reason:
        answer = {"refused": str(reason)}
    sys.stdout.write(json.dumps(answer))
