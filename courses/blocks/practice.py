"""Practice ("tập chạm"): pictures of the phone's screen on which she does what she will do for real, without fear."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError, ListValue
from wagtail.blocks.struct_block import BlockGroup
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractImage

from courses import practice_screens
from courses.practice_screens import Action, Screen
from courses.requirements import Kind, Requirement
from quizzes.places import PlacesBlock

ACTIONS = [
    (Action.TAP, _("Tap a place")),
    (Action.PRESS, _("Press a place and hold it")),
    (Action.TYPE, _("Type a text")),
    (Action.SLIDE, _("Slide to a step")),
    (Action.WAIT, _("Touch nothing (it is a trap)")),
]
END = "end"
WHERE = [
    (END, _("The end")),
    *[
        (str(number), format_lazy(_("Screen {number}"), number=number))
        for number in range(1, practice_screens.MOST + 1)
    ],
]


def screens_of(value: ListValue) -> list[Screen]:
    """The screens of a ListBlock of ScreenBlock."""
    return [_screen(child, number, len(value)) for number, child in enumerate(value.bound_blocks)]


def _screen(child: ListValue.ListChild, number: int, count: int) -> Screen:
    value = child.value
    places = tuple(value["places"])
    ways = {
        places[way["place"] - 1].id: _target(way["leads_to"], number, count)
        for way in value["ways"]
        if way["place"] and 0 < way["place"] <= len(places)
    }
    return Screen(
        id=child.id or "",
        picture=value.get("picture"),
        words=value["words"],
        action=Action(value["action"] or Action.TAP),
        places=places,
        leads_to=_target(value["leads_to"], number, count),
        ways=ways,
        wrong=value["wrong"] or "",
        typed=value["typed"] or "",
        notches=value["notches"] or 0,
        least=value["least"] or 0,
        most=value["most"] or value["least"] or 0,
    )


def _target(where: str, number: int, count: int) -> int | None:
    if where == END:
        return None
    if where:
        return int(where) - 1
    return number + 1 if number + 1 < count else None


class PracticeValue(blocks.StructValue):
    def requirement(self, block: UUID) -> Requirement | None:
        return Requirement(block, Kind.PRACTISE) if self["screens"] else None

    def drawn(self) -> list[Screen]:
        return screens_of(self["screens"])

    def pictures(self) -> list[AbstractImage]:
        return [screen["picture"] for screen in self["screens"] if screen.get("picture")]

    def has_trap(self) -> bool:
        """Whether touching nothing is right somewhere; then the button for it must not give the place away."""
        return any(screen["action"] == Action.WAIT for screen in self["screens"])


class WayBlock(blocks.StructBlock):
    place = blocks.IntegerBlock(label=_("After tapping place number"), min_value=1, max_value=20)
    leads_to = blocks.ChoiceBlock(label=_("Then comes"), choices=WHERE)


class ScreenBlock(blocks.StructBlock):
    picture = ImageChooserBlock(
        label=_("Picture"),
        help_text=_("A picture of the phone's screen. Never one with somebody's name, number or photograph."),
    )
    words = blocks.CharBlock(
        label=_("What to do"), max_length=200, help_text=_("One action in one sentence, such as: Tap Settings.")
    )
    action = blocks.ChoiceBlock(
        label=_("What she does"),
        choices=ACTIONS,
        default=Action.TAP,
        help_text=_("For typing, sliding and other ways, open the small wheel above this screen."),
    )
    places = PlacesBlock(
        required=False,
        label=_("Places"),
        help_text=_("Draw wrong places too, each with its name, and say something kind for them."),
    )
    wrong = blocks.CharBlock(
        label=_("What to say when she taps elsewhere"),
        required=False,
        max_length=300,
        help_text=_("Kind and short, as to a neighbour: where should she look?"),
    )
    typed = blocks.CharBlock(label=_("The text that she types"), required=False, max_length=100)
    notches = blocks.IntegerBlock(label=_("Steps of the slider"), required=False, min_value=2, max_value=10)
    least = blocks.IntegerBlock(label=_("Right from step"), required=False, min_value=1, max_value=10)
    most = blocks.IntegerBlock(label=_("Right up to step"), required=False, min_value=1, max_value=10)
    leads_to = blocks.ChoiceBlock(
        label=_("Then comes"),
        choices=WHERE,
        required=False,
        help_text=_("Leave it open: the next screen comes, and after the last one the end."),
    )
    ways = blocks.ListBlock(
        WayBlock(label=_("Another way")),
        label=_("Other ways"),
        default=[],
        help_text=_("Where one of several right places leads to another screen."),
    )

    class Meta:
        form_layout = BlockGroup(
            children=["picture", "words", "action", "places", "wrong"],
            settings=["typed", "notches", "least", "most", "leads_to", "ways"],
        )


class ScreensBlock(blocks.ListBlock):
    """The screens of a practice. Saving says which of them lacks something, is never met, or leads nowhere."""

    def __init__(self, **kwargs):
        kwargs = {"label": _("Screens"), "min_num": 1, "max_num": practice_screens.MOST} | kwargs
        super().__init__(ScreenBlock(label=_("Screen")), **kwargs)

    def clean(self, value: ListValue) -> ListValue:
        result = super().clean(value)
        found = practice_screens.faults(screens_of(result))
        if found:
            raise ListBlockValidationError(non_block_errors=[ValidationError(fault) for fault in found])
        return result


SAMPLE_PLACE = {"id": "p", "name": "Cài đặt", "x": 60, "y": 40, "w": 20, "h": 10, "right": True, "words": ""}


class Practice(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    intro = blocks.CharBlock(
        label=_("What she will do"), required=False, max_length=200, help_text=_("The aim, in one sentence.")
    )
    screens = ScreensBlock()

    class Meta:
        label = _("Practice")
        description = _("She taps through pictures of the phone's screen: shown, with hints, or alone.")
        icon = "crosshairs"
        template = "blocks/practice.html"
        scripts = ["courses/practice.js", "courses/aloud.js"]
        value_class = PracticeValue
        preview_value = {
            "heading": "Tập chỉnh cỡ chữ",
            "intro": "Chị tìm chỗ chỉnh cỡ chữ.",
            "screens": [
                {
                    "picture": None,
                    "words": "Chạm Cài đặt.",
                    "action": "tap",
                    "places": [SAMPLE_PLACE],
                    "wrong": "Chị tìm hình bánh răng nhé.",
                }
            ],
        }
