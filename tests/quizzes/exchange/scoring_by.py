"""What an answer to an imported question scores here."""

from quizzes import kinds
from quizzes.exchange.formats import FORMATS
from quizzes.exchange.neutral import Question
from quizzes.questions import QuestionValue


def one(format: str, data: str | bytes) -> Question:
    """The only question of a file in which nothing is refused."""
    reading = FORMATS[format].read(data.encode() if isinstance(data, str) else data)
    assert reading.refused == []
    [question] = reading.questions
    return question


def why(format: str, data: str | bytes) -> list[tuple[int, str]]:
    """(line, reason) of each thing that is refused."""
    reading = FORMATS[format].read(data.encode() if isinstance(data, str) else data)
    return [(refusal.line, refusal.why) for refusal in reading.refused]


def value(question: Question) -> QuestionValue:
    block = kinds.KINDS[question.kind]()
    return block.to_python(block.get_prep_value(block.to_python(question.content)))


def score(question: Question, *words: str) -> float:
    """The points for options by their words, a number or words as typed, steps or "this=that" pairs."""
    asked = value(question)
    if question.kind in ("single", "several", "true_false", "scam"):
        ids = {option.text: option.id for option in asked.options()}
        return round(asked.grade([ids[word] for word in words]).score, 6)
    if question.kind == "order":
        ids = {step.text: step.id for step in asked.steps()}
        return round(asked.grade([ids[word] for word in words]).score, 6)
    if question.kind == "matching":
        ids = {pair.text: pair.id for pair in asked.pairs()}
        pairs = (word.partition("=") for word in words)
        return round(asked.grade([f"{ids[left]}={right}" for left, _sign, right in pairs]).score, 6)
    return round(asked.grade(list(words)).score, 6)
