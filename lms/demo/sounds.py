"""The sound of a drawn clip: a soft chime where a scene begins, a soft tick where the hand touches. No voice."""

import math
import wave
from array import array
from functools import cache
from pathlib import Path

RATE = 24_000
NOTES = (523.25, 587.33, 659.26, 783.99, 880.0)  # C D E G A: any two sound well together
LOUD = 32_767


def write(path: Path, seconds: float, chimes: list[float], taps: list[float]) -> None:
    """A mono WAV of `seconds` seconds. `chimes` and `taps` are moments in seconds."""
    track = array("h", bytes(2 * round(seconds * RATE)))
    for index, moment in enumerate(chimes):
        _lay(track, moment, _tone(NOTES[index % len(NOTES)], 1.8, 0.16))
    for moment in taps:
        _lay(track, moment, _tone(1318.5, 0.12, 0.07))
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(track.tobytes())


def _lay(track: array, moment: float, tone: array) -> None:
    start = round(moment * RATE)
    for offset, value in enumerate(tone[: len(track) - start]):
        track[start + offset] += value


@cache
def _tone(pitch: float, seconds: float, loudness: float) -> array:
    """A struck bell: a fundamental and two overtones that die away, with a soft start."""
    samples = array("h")
    for number in range(round(seconds * RATE)):
        moment = number / RATE
        fade = math.exp(-4.5 * moment / seconds) * min(1.0, moment / 0.012)
        turn = 2 * math.pi * pitch * moment
        wave_sum = math.sin(turn) + 0.35 * math.sin(2 * turn) * fade + 0.15 * math.sin(3 * turn) * fade * fade
        samples.append(round(LOUD * loudness * fade * wave_sum / 1.5))
    return samples
