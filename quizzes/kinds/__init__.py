"""The kinds of questions: one module and one template each, listed here in the order a trainer meets them."""

from wagtail import blocks

from quizzes.kinds.several import SeveralChoice
from quizzes.kinds.single import SingleChoice
from quizzes.kinds.true_false import TrueFalse

KINDS: dict[str, type[blocks.StructBlock]] = {
    "single": SingleChoice,
    "several": SeveralChoice,
    "true_false": TrueFalse,
}


def questions() -> list[tuple[str, blocks.Block]]:
    """What a quiz's stream is made of."""
    return [(name, kind()) for name, kind in KINDS.items()]
