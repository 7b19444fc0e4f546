"""A conversation as a question: she chooses what to say, hears at once how that was, and goes on until it ends.

An answer is the ids of what she said, in order. It grows with each press, and what she has said cannot be taken back.
"""

from django.utils.translation import gettext_lazy as _

from quizzes import conversations
from quizzes.conversations import Turn, TurnsBlock, Walk, WrongReplyError
from quizzes.questions import BadAnswerError, Grade, QuestionBlock, QuestionValue, layout, mixed

LONGEST = 60  # answers; a conversation that goes in circles is over then


class ChatValue(QuestionValue):
    presses = True

    def turns(self) -> list[Turn]:
        return conversations.turns_of(self["turns"])

    def _walk(self, chosen: list[str]) -> Walk:
        try:
            return conversations.walk(self.turns(), chosen)
        except WrongReplyError as wrong:
            raise BadAnswerError from wrong

    def screen(self, key: str, chosen: list[str], *, shuffle: bool) -> dict:
        walk, turns = self._walk(chosen), self.turns()
        turn = None if walk.now is None else turns[walk.now]
        replies = turn.replies if turn else ()
        return {"said": walk.said, "turn": turn, "replies": mixed(replies, key) if shuffle else replies}

    def best(self) -> list[str]:
        return _well(self.turns())

    def offers(self) -> list[str]:
        return [reply.words for turn in self.turns() for reply in turn.replies]

    def spelt(self, chosen: list[str]) -> list[str]:
        return list({reply.words for turn in self.turns() for reply in turn.replies if reply.id in chosen})

    def grade(self, chosen: list[str]) -> Grade:
        """The share of the turns that she met in which her first answer was a good one."""
        if not chosen or len(chosen) > LONGEST:
            raise BadAnswerError
        walk = self._walk(chosen)
        first: dict[Turn, bool] = {}
        for turn, reply in walk.said:
            first.setdefault(turn, reply.good)
        complete = walk.is_over or len(chosen) == LONGEST
        return Grade(sum(first.values()) / len(first), self.told() if complete else [], complete)


def _well(turns: list[Turn]) -> list[str]:
    """The shortest way to the end by good answers alone."""
    ways: list[list[str]] = [[]]
    met: set[int] = set()
    for way in ways:
        now = conversations.walk(turns, way).now
        if now is None:
            return way
        if now not in met:
            met.add(now)
            ways += [[*way, reply.id] for reply in turns[now].replies if reply.good]
    return []


class Chat(QuestionBlock):
    turns = TurnsBlock()

    class Meta:
        label = _("Conversation")
        description = _("She chooses what to say to a caller or a stranger, turn by turn.")
        icon = "comment"
        template = "quizzes/kinds/chat.html"
        value_class = ChatValue
        form_layout = layout("turns")
        preview_value = {
            "text": "Người lạ nhắn tin cho chị. Chị trả lời thế nào?",
            "turns": conversations.sample(),
            "feedback": "Không đọc mã cho ai, kể cả người quen.",
        }
