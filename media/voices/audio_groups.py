"""Add spoken languages to a master playlist: pure. The picture's own lines stay as they are but for what they weigh."""

import re
from dataclasses import dataclass

GROUP = "sound"
SOUND_CODEC = "mp4a.40.2"  # AAC-LC: every sound is made by the same words (recipe.py, voicing.py)
SOUNDS = "#EXT-X-MEDIA:TYPE=AUDIO"
MADE_WITH_AI = "vn.hoc-cung-chi-em.made-with-ai"  # a characteristic, as RFC 8216 (4.3.4.1) has them


@dataclass(frozen=True)
class Spoken:
    """A sound to choose: its code (BCP 47), what it is called, and what it weighs in bits a second."""

    language: str
    name: str
    ai_made: bool
    uri: str
    peak: int
    average: int


def with_voices(master: str, own: Spoken | None, voices: list[Spoken]) -> str:
    """The master playlist with these voices after the clip's own sound; None: the clip is silent.

    Of a silent clip, the first voice is the one that plays by itself.
    """
    lines = master.splitlines()
    pictures = [number for number, line in enumerate(lines) if line.startswith("#EXT-X-STREAM-INF")]
    for number in pictures:
        lines[number] = _variant(lines[number], own, voices)
    kept = [line for line in lines if not line.startswith(SOUNDS)]
    at = kept.index(lines[pictures[0]])
    sounds = [_media(voice, is_default=not n) for n, voice in enumerate([*([own] if own else []), *voices])]
    return "\n".join([*kept[:at], *sounds, *kept[at:]]) + "\n"


def _variant(line: str, own: Spoken | None, voices: list[Spoken]) -> str:
    peak, average = (own.peak, own.average) if own else (0, 0)
    line = _weigh(line, max(voice.peak for voice in voices) - peak, max(voice.average for voice in voices) - average)
    if not own:
        line = re.sub(r'CODECS="([^"]+)"', rf'CODECS="\1,{SOUND_CODEC}"', line)
    return line if "AUDIO=" in line else f'{line},AUDIO="{GROUP}"'


def _weigh(line: str, peak: int, average: int) -> str:
    """A picture weighs what it weighs with the heaviest sound."""
    line = re.sub(r"(?<=[:,])BANDWIDTH=(\d+)", lambda bits: f"BANDWIDTH={int(bits[1]) + max(0, peak)}", line)
    return re.sub(r"AVERAGE-BANDWIDTH=(\d+)", lambda bits: f"AVERAGE-BANDWIDTH={int(bits[1]) + max(0, average)}", line)


def _media(voice: Spoken, *, is_default: bool) -> str:
    attributes = [
        f'GROUP-ID="{GROUP}"',
        f'NAME="{voice.name}"',
        f'LANGUAGE="{voice.language}"',
        f"DEFAULT={'YES' if is_default else 'NO'}",
        "AUTOSELECT=YES",
        *([f'CHARACTERISTICS="{MADE_WITH_AI}"'] if voice.ai_made else []),
        'CHANNELS="1"',
        f'URI="{voice.uri}"',
    ]
    return f"{SOUNDS},{','.join(attributes)}"
