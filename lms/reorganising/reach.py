"""Which units somebody may reorganise: those below the ones she looks after, never these themselves."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from lms.members import scope
from lms.units.models import Unit, UnitQuerySet


@dataclass(frozen=True)
class Reach:
    """`roots` are paths in the tree; None is the whole tree: whoever looks after the installation, and the command."""

    roots: tuple[str, ...] | None = None

    def units(self) -> UnitQuerySet:
        """All that she may look at and hang other units under, also those that have ended."""
        return Unit.objects.all() if self.roots is None else Unit.objects.filter(scope.within([*self.roots], "path"))

    def own(self) -> UnitQuerySet:
        """All that she may change."""
        return self.units().exclude(path__in=self.roots or ())

    def find(self, code: str, *, own: bool = False) -> Unit:
        """The current unit with this code. What is out of reach is not there, for anybody."""
        unit = (self.own() if own else self.units()).filter(code=code).first()
        if not unit:
            raise ValidationError(_("There is no unit with the code “%(code)s”.") % {"code": code[:60]})
        if not unit.is_current:
            raise ValidationError(_("“%(unit)s” (%(code)s) is not active.") % {"unit": unit, "code": unit.code})
        return unit

    def find_all(self, codes: tuple[str, ...]) -> list[Unit]:
        """Those that she may change, in the order of their codes; each once."""
        return [self.find(code, own=True) for code in dict.fromkeys(codes)]


WHOLE_TREE = Reach()


def reach(viewer: scope.Viewer) -> Reach:
    """A keeper reaches the whole tree; everybody else what is below the units that she looks after today."""
    whole = viewer.is_authenticated and viewer.is_active and viewer.is_superuser and not viewer.by_pin
    if whole:
        return WHOLE_TREE
    roots = scope.roots(viewer)
    return Reach(tuple(path for path in roots if not any(path != up and path.startswith(up) for up in roots)))


def current_below(unit: Unit) -> Q:
    """The units one level down, as a filter of units."""
    return Q(path__startswith=unit.path, depth=unit.depth + 1)
