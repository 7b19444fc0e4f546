"""Add spoken languages to a master playlist: pure. The picture's own lines stay as they are but for what they weigh."""

import re
from dataclasses import dataclass

GROUP = "sound"
SOUND_CODEC = "mp4a.40.2"  # AAC-LC: every sound is made by the same words (recipe.py, voicing.py)
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


def with_voices(master: str, own_name: str, own: tuple[int, int], voices: list[Spoken]) -> str:
    """The master playlist with these voices after its own sound, which is called `own_name`.

    `own` is what that sound weighs at its peak and on average, (0, 0) for a silent clip: then the first voice is the
    one that plays by itself.
    """
    silent = own == (0, 0)
    heavier = max(voice.peak for voice in voices) - own[0], max(voice.average for voice in voices) - own[1]
    lines: list[str] = []
    for line in master.splitlines():
        if line.startswith("#EXT-X-MEDIA:TYPE=AUDIO"):
            line = re.sub(r'NAME="[^"]*"', lambda _own: f'NAME="{own_name}"', line)
        if line.startswith("#EXT-X-STREAM-INF"):
            line = _weigh(line, *heavier) + (f',AUDIO="{GROUP}"' if silent else "")
        lines.append(re.sub(r'CODECS="([^"]+)"', rf'CODECS="\1,{SOUND_CODEC}"', line) if silent else line)
    at = _after_own_sound(lines)
    return "\n".join([*lines[:at], *(_media(voice, silent and not n) for n, voice in enumerate(voices)), *lines[at:]]) + "\n"


def _after_own_sound(lines: list[str]) -> int:
    sounds = [number for number, line in enumerate(lines) if line.startswith("#EXT-X-MEDIA:TYPE=AUDIO")]
    first_picture = next(number for number, line in enumerate(lines) if line.startswith("#EXT-X-STREAM-INF"))
    return sounds[-1] + 1 if sounds else first_picture


def _weigh(line: str, peak: int, average: int) -> str:
    """A picture weighs what it weighs with the heaviest sound."""
    line = re.sub(r"(?<=[:,])BANDWIDTH=(\d+)", lambda bits: f"BANDWIDTH={int(bits[1]) + max(0, peak)}", line)
    return re.sub(r"AVERAGE-BANDWIDTH=(\d+)", lambda bits: f"AVERAGE-BANDWIDTH={int(bits[1]) + max(0, average)}", line)


def _media(voice: Spoken, default: bool) -> str:
    attributes = [
        "TYPE=AUDIO",
        f'GROUP-ID="{GROUP}"',
        f'NAME="{voice.name}"',
        f'LANGUAGE="{voice.language}"',
        f"DEFAULT={'YES' if default else 'NO'}",
        "AUTOSELECT=YES",
        *([f'CHARACTERISTICS="{MADE_WITH_AI}"'] if voice.ai_made else []),
        'CHANNELS="1"',
        f'URI="{voice.uri}"',
    ]
    return "#EXT-X-MEDIA:" + ",".join(attributes)
