"""Whether a question that was read fits our own kind: the same rules as in the editor, in the same words."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from quizzes import kinds
from quizzes.exchange.neutral import Question, Reading, Refusal
from quizzes.questions import QuestionValue

MATERIAL = ("picture", "clip", "sound")  # chosen from what is here already; an import brings its picture itself


@dataclass(frozen=True)
class Fitting:
    """A question that may come in. `number` is its place in the file, from 1: the same each time the file is read."""

    number: int
    question: Question
    value: QuestionValue

    @property
    def label(self) -> str:
        return str(kinds.KINDS[self.question.kind]().label)


def checked(reading: Reading) -> tuple[list[Fitting], list[Refusal]]:
    """What may come in, and all that may not."""
    fitting, refused = [], list(reading.refused)
    for number, question in enumerate(reading.questions, 1):
        try:
            fitting.append(Fitting(number, question, _value(question)))
        except ValidationError as wrong:
            why = " ".join(dict.fromkeys(_reasons(wrong)))
            refused.append(
                Refusal(question.line, question.content["text"][:80] or question.title[:80], why, question.file)
            )
    return fitting, sorted(refused, key=lambda refusal: (refusal.file, refusal.line))


def _value(question: Question) -> QuestionValue:
    """Raises ValidationError."""
    block = kinds.KINDS[question.kind]()
    if question.kind == "tap" and question.picture is None:
        raise ValidationError(_("The question has no picture."))
    value = block.to_python(question.content)
    for name, child in block.child_blocks.items():
        if name not in MATERIAL:
            try:
                child.clean(value[name])
            except ValidationError as wrong:
                raise ValidationError([f"{child.label}: {reason}" for reason in _reasons(wrong)]) from wrong
    return value


def _reasons(wrong: object) -> list[str]:
    """The words of an error, from however deep inside a block."""
    if isinstance(wrong, dict):
        return [reason for one in wrong.values() for reason in _reasons(one)]
    if isinstance(wrong, list | tuple):
        return [reason for one in wrong for reason in _reasons(one)]
    inner = getattr(wrong, "block_errors", None)
    if inner is not None:
        others = getattr(wrong, "non_block_errors", None)
        return _reasons(inner) + _reasons(others.as_data() if others else [])
    return [str(message) for message in wrong.messages] if isinstance(wrong, ValidationError) else []
