"""The kinds of questions: one module and one template each, listed here in the order a trainer meets them."""

from wagtail import blocks

from quizzes.kinds.chat import Chat
from quizzes.kinds.matching import Matching
from quizzes.kinds.number import Number
from quizzes.kinds.order import Order
from quizzes.kinds.scam import Scam
from quizzes.kinds.several import SeveralChoice
from quizzes.kinds.short import Short
from quizzes.kinds.single import SingleChoice
from quizzes.kinds.tap import Tap
from quizzes.kinds.true_false import TrueFalse

KINDS: dict[str, type[blocks.StructBlock]] = {
    "single": SingleChoice,
    "several": SeveralChoice,
    "true_false": TrueFalse,
    "scam": Scam,
    "order": Order,
    "tap": Tap,
    "chat": Chat,
    "matching": Matching,
    "number": Number,
    "short": Short,
}


def questions() -> list[tuple[str, blocks.Block]]:
    """What a quiz's stream is made of."""
    return [(name, kind()) for name, kind in KINDS.items()]
