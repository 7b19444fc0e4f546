"""The tree of units. One that has ended keeps its row and its names, for what was done in them (docs/units.md)."""

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import validate_slug
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from lms import names


class UnitQuerySet(MP_NodeQuerySet):
    def current(self, day: date | None = None) -> "UnitQuerySet":
        """Units that are there on this day. One that has ended keeps its row, for what was done in its name."""
        day = day or timezone.localdate()
        begun, lasting = Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gt=day)
        return self.filter(begun & lasting)

    def named(self, words: str) -> "UnitQuerySet":
        """Search by name as people type it, with or without marks, by a name it once had, or by its code."""
        key, code = names.fold(words)[:200], words.strip()[:40]
        found = Unit.objects.filter(search_key__contains=key).order_by().values("pk")
        former = FormerName.objects.filter(search_key__contains=key).values("unit")
        coded = Unit.objects.filter(code__in=[code, code.upper()]).order_by().values("pk")
        return self.filter(pk__in=found.union(former, coded))  # with OR no database would use its indexes


class UnitManager(MP_NodeManager):
    def get_queryset(self) -> UnitQuerySet:
        return UnitQuerySet(self.model, using=self._db).order_by("path")

    def current(self, day: date | None = None) -> UnitQuerySet:
        return self.get_queryset().current(day)


class Unit(MP_Node):
    """A node of the union's tree. Names repeat: match by code, never by name alone."""

    class Level(models.TextChoices):
        CENTRAL = "central", _("Central")
        PROVINCE = "province", _("Province or city")
        COMMUNE = "commune", _("Commune, ward or special zone")
        BRANCH = "branch", _("Branch")
        GROUP = "group", _("Group")

    name = models.CharField(_("name"), max_length=200)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    code = models.CharField(_("code"), max_length=40, unique=True, validators=[validate_slug])  # stands in addresses
    search_key = models.CharField(max_length=200, editable=False)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    successors = models.ManyToManyField(
        "self", verbose_name=_("successors"), related_name="predecessors", symmetrical=False, blank=True
    )

    objects = UnitManager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        # Three letters in a row are enough for PostgreSQL's index; SQLite reads this narrow index, not the wide rows.
        indexes = [
            models.Index(fields=["depth", "path"], name="unit_level_below"),
            GinIndex(fields=["search_key"], name="unit_search", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill the key that follows from the name. Called by save; bulk writers call it themselves."""
        self.name = names.tidy(self.name)
        self.search_key = names.fold(self.name)[:200]

    @property
    def rank(self) -> int:
        """0 for the centre, 4 for a group: what stands below always ranks deeper."""
        return self.Level.values.index(self.level)

    @property
    def is_current(self) -> bool:
        return (self.valid_from is None or self.valid_from <= timezone.localdate()) and not self.has_ended

    @property
    def has_ended(self) -> bool:
        return self.valid_until is not None and self.valid_until <= timezone.localdate()

    @classmethod
    def lasting(cls, pk: int) -> "Unit | None":
        """The unit, locked so that it cannot end before this transaction does. Where it has just ended its heir; where
        it was dissolved the unit above."""
        unit = cls.objects.select_for_update(no_key=True).filter(pk=pk).first()
        if unit is None or not unit.has_ended:
            return unit
        return next(iter(unit.heirs()), None) or unit.nearest_above() or unit

    def nearest_above(self) -> "Unit | None":
        """The lowest of those above it that are there today."""
        return self.get_ancestors().current().last()

    def heirs(self) -> list["Unit"]:
        """The current units that this one has become, whatever merges and splits lie between; itself while it lasts."""
        lasting, ended, seen = [], [self], {self.pk}
        while ended:
            lasting += [unit for unit in ended if not unit.has_ended]
            gone = [unit for unit in ended if unit.has_ended]
            ended = list(Unit.objects.filter(predecessors__in=gone).exclude(pk__in=seen).distinct()) if gone else []
            seen |= {unit.pk for unit in ended}
        return sorted(lasting, key=lambda unit: unit.path)


class FormerName(models.Model):
    """A name that a unit had until (not including) a day: people go on searching for it."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="former_names")
    name = models.CharField(_("name"), max_length=200)
    search_key = models.CharField(max_length=200, editable=False)
    until = models.DateField(_("until"))

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        indexes = [GinIndex(fields=["search_key"], name="former_name_search", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.search_key = names.fold(self.name)[:200]
        super().save(*args, **kwargs)
