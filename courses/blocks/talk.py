"""A conversation ("tình huống"): a swindler or an honest caller speaks, she chooses what to say, the talk goes on.

She is herself, or the helper whom a neighbour asks what to do. At its end the signs of a fraud are named: gấp, giấu,
gửi. What was said so far stands in the address, so that it works without JavaScript.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from wagtail import blocks

from courses.requirements import Kind, Requirement
from quizzes import conversations
from quizzes.conversations import Reply, Turn, TurnsBlock, Walk, WrongReplyError

FORMS = [("chat", _("Messages")), ("call", _("Phone call"))]
ROLES = [("herself", _("Herself")), ("helper", _("The helper whom a neighbour asks"))]
SIGNS = {
    "hurry": (_("Hurry"), _("They press her: at once, today only, or else.")),
    "hide": (_("Hide"), _("They want it kept from family, from the union, from the police.")),
    "send": (_("Send"), _("They want money, a code, a password or a picture of papers sent.")),
}


class TalkValue(blocks.StructValue):
    def requirement(self, block: UUID) -> Requirement | None:
        return Requirement(block, Kind.TALK) if self["turns"] else None

    def script(self) -> list[Turn]:
        return conversations.turns_of(self["turns"])

    def named_signs(self) -> list[tuple[StrOrPromise, StrOrPromise]]:
        """The signs that this conversation shows: name and meaning."""
        return [SIGNS[sign] for sign in self.get("signs") or ()]

    def is_call(self) -> bool:
        return self["form"] == "call"


def walk_by_number(turns: Sequence[Turn], chosen: Iterable[int]) -> Walk:
    """What has been said after these answers, each by its number in its turn. Raises WrongReplyError."""
    said: list[tuple[Turn, Reply]] = []
    now = 0 if turns else None
    for number in chosen:
        if now is None or number >= len(turns[now].replies):
            raise WrongReplyError
        said.append((turns[now], turns[now].replies[number]))
        now = said[-1][1].leads_to
    return Walk(tuple(said), now)


class Talk(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    form = blocks.ChoiceBlock(label=_("How they talk"), choices=FORMS, default="chat")
    role = blocks.ChoiceBlock(label=_("Who she is"), choices=ROLES, default="herself")
    intro = blocks.CharBlock(
        label=_("The situation"), required=False, max_length=300, help_text=_("Where she is and what happens, briefly.")
    )
    turns = TurnsBlock()
    signs = blocks.MultipleChoiceBlock(
        label=_("Signs of a fraud"),
        required=False,
        choices=[(key, name) for key, (name, _meaning) in SIGNS.items()],
        widget=CheckboxSelectMultiple,
        help_text=_("Named at the end. None for an honest caller."),
    )
    debrief = blocks.TextBlock(label=_("What to remember"), max_length=600, rows=3)

    class Meta:
        label = _("Conversation")
        description = _("She chooses what to say to a caller or a stranger. At the end the signs are named.")
        icon = "comment"
        template = "blocks/talk.html"
        scripts = ["courses/talk.js", "courses/aloud.js"]
        value_class = TalkValue
        preview_value = {
            "heading": "Có người gọi tặng quà",
            "form": "call",
            "role": "herself",
            "intro": "Một số lạ gọi đến.",
            "turns": conversations.sample(),
            "signs": ["hurry", "send"],
            "debrief": "Không đọc mã cho ai, kể cả người quen.",
        }
