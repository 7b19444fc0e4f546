"""The blocks of a lesson: one module and one template each, listed here in the order a trainer meets them."""

from wagtail import blocks

from courses.blocks.callout import Callout
from courses.blocks.clip import ClipBlock
from courses.blocks.hotlines import Hotlines
from courses.blocks.practice import Practice
from courses.blocks.quiz import QuizBlock
from courses.blocks.steps import Steps
from courses.blocks.talk import Talk
from courses.blocks.task import Task
from courses.blocks.text import Text

BLOCKS: dict[str, type[blocks.Block]] = {
    "clip": ClipBlock,
    "steps": Steps,
    "practice": Practice,
    "talk": Talk,
    "task": Task,
    "callout": Callout,
    "text": Text,
    "hotlines": Hotlines,
    "quiz": QuizBlock,
}


def lesson_blocks() -> list[tuple[str, blocks.Block]]:
    """What a lesson's stream is made of."""
    return [(name, block()) for name, block in BLOCKS.items()]
