"""What a unit may be called and where it may hang: names are told apart within a parent, never by themselves."""

from collections.abc import Collection
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext as _

from lms import names
from lms.reorganising.orders import New
from lms.reorganising.reach import Reach, current_below
from lms.units.models import Unit

LEVELS = Unit.Level.values
NUMBERED = (Unit.Level.BRANCH, Unit.Level.GROUP)  # others have the codes of the state's list
LONGEST_CODE = 40


def checked(name: str) -> str:
    """The name as it is kept. Raises ValidationError for what is no name."""
    name = names.tidy(name)
    if not any(letter.isalnum() for letter in name):
        raise ValidationError(_("A unit needs a name."))
    if len(name) > 200 or not name.isprintable():
        raise ValidationError(_("This name is too long, or has signs in it that nobody can read."))
    return name


def completed(new: New, reach: Reach, *, but: Collection[Unit] = (), skip: int = 0) -> New:
    """The unit to be founded as it will be, with its code: the next free one, `skip` others left for its sisters. Units
    in `but` end, and may leave it their name."""
    if new.level not in LEVELS:
        raise ValidationError(_("There is no level “%(level)s”.") % {"level": new.level[:40]})
    parent = reach.find(new.parent)
    check_ranks(new.level, parent)
    new = replace(new, name=checked(new.name), code=new.code.strip() or _next_code(new.level, parent, skip))
    check_single(new.name, parent, but=but)
    check_code(new.code)
    if Unit.objects.filter(code=new.code).exists():
        raise ValidationError(_("The code “%(code)s” is taken.") % {"code": new.code})
    return new


def check_code(code: str) -> None:
    try:
        validate_slug(code)
    except ValidationError:
        raise ValidationError(_("A code has letters without marks, digits and hyphens only.")) from None
    if len(code) > LONGEST_CODE:
        raise ValidationError(_("A code has at most %(n)s characters.") % {"n": LONGEST_CODE})


def check_ranks(level: str, parent: Unit) -> None:
    if LEVELS.index(level) <= parent.rank:
        words = _("A unit of the level “%(level)s” cannot stand below “%(parent)s”.")
        raise ValidationError(words % {"level": Unit.Level(level).label, "parent": parent})


def check_single(name: str, parent: Unit | None, *, but: Collection[Unit] = ()) -> None:
    """No two units under one parent with exactly the same name. Hà and Hạ are two names."""
    below = Unit.objects.current().filter(current_below(parent)) if parent else Unit.objects.current().filter(depth=1)
    same = below.filter(search_key=names.fold(name)[:200]).exclude(pk__in=[unit.pk for unit in but])
    if any(unit.name.casefold() == name.casefold() for unit in same):
        raise ValidationError(_("There is already a unit called “%(name)s” in that place.") % {"name": name})


def _next_code(level: str, parent: Unit, skip: int) -> str:
    if level not in NUMBERED:
        raise ValidationError(_("Please give the unit's code, as in the state's list of administrative units."))
    begun = f"{parent.code}-"
    taken = Unit.objects.filter(code__startswith=begun).values_list("code", flat=True)
    rests = [code.removeprefix(begun) for code in taken]
    highest = max((int(rest) for rest in rests if rest.isascii() and rest.isdecimal()), default=0)
    return f"{begun}{highest + 1 + skip}"
