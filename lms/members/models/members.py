"""Who belongs where: the tree of units, the members in it, and the roles some of them hold.

A member exists from the day her branch head writes her on the roster, long before she ever signs in; only then is
"not started" an honest figure. Names of people and phones are personal data: nothing reads members but through
`lms.members.scope`.
"""

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from lms import names
from lms.members import phones, pins
from lms.members.models import changes
from lms.members.models.merges import Merge, MergeQuerySet
from lms.members.signals import placed
from lms.units.models import Unit


class MemberQuerySet(models.QuerySet["Member"]):
    def offered(self) -> "MemberQuerySet":
        """Whose names a phone may show at sign-in: nobody who has left or died."""
        return self.filter(is_active=True, left_on=None)

    def signing_in(self) -> "MemberQuerySet":
        """Whose PIN opens anything. Who has left may go on learning; her name is offered to nobody."""
        return self.filter(is_active=True).exclude(left_why=Member.Leaving.DIED)


class MemberManager(BaseUserManager["Member"]):
    def get_queryset(self) -> MemberQuerySet:
        return MemberQuerySet(self.model, using=self._db)

    def offered(self) -> MemberQuerySet:
        return self.get_queryset().offered()

    def signing_in(self) -> MemberQuerySet:
        return self.get_queryset().signing_in()

    def create_superuser(self, username: str, password: str, **fields) -> "Member":
        """For `manage.py createsuperuser`: whoever looks after the installation."""
        fields.setdefault("name", username)
        member = self.model(username=username, is_superuser=True, **fields)
        member.set_password(password)
        member.save()
        return member


class Member(AbstractBaseUser, PermissionsMixin):
    """A person of the union. She signs in with her phone and PIN; only those who use Wagtail have a username."""

    class Leaving(models.TextChoices):
        """Why she is on no roster any more; no more than that is written down."""

        MOVED = "moved", _("Moved away")
        ASKED = "asked", _("She asked to")
        DIED = "died", _("Has died")
        OTHER = "other", _("Another reason")

    name = models.CharField(_("full name"), max_length=120)
    sort_name = models.CharField(_("sort name"), max_length=120, blank=True)
    mark = models.CharField(_("mark to tell her apart"), max_length=30, blank=True)
    sort_key = models.CharField(max_length=400, editable=False)
    search_key = models.CharField(max_length=120, editable=False, db_index=True)
    birth_year = models.PositiveSmallIntegerField(
        _("year of birth"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    phone = models.CharField(_("phone"), max_length=16, blank=True, db_index=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("unit"), related_name="members", null=True, blank=True
    )
    username = models.CharField(_("username"), max_length=150, unique=True, null=True, blank=True)
    pin = models.CharField(max_length=128, blank=True, editable=False)
    pin_failures = models.PositiveSmallIntegerField(default=0, editable=False)
    pin_tried_at = models.DateTimeField(null=True, editable=False)
    password_failures = models.PositiveSmallIntegerField(default=0, editable=False)
    password_tried_at = models.DateTimeField(null=True, editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    left_on = models.DateField(_("left on"), null=True, blank=True, editable=False)
    left_why = models.CharField(max_length=10, choices=Leaving, blank=True, editable=False)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="merged")

    objects = MemberManager()
    USERNAME_FIELD = "username"
    PLACING = {"unit", "unit_id", "is_active", "left_on"}  # the fields that decide on whose roster she is
    by_pin = False  # set on the instance by backends.PinBackend
    proven = True  # False in a session that owes the second factor; set by second_factor.guarding
    placed_by: "Member | None" = None  # set on the instance by who moves or mends her, for the history and the log
    _was_in: int | None = None  # whose roster she was on when she was read
    _was_of: int | None = None  # id of her unit then
    _offices: list[tuple[str, str]]  # what lms.members.scope has read of her roles, for the request

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        # PostgreSQL finds a part of a name, or the end of a number, among millions by three letters in a row.
        indexes = [
            models.Index(fields=["unit", "sort_key"], name="member_roster"),
            GinIndex(fields=["search_key"], name="member_name_trigrams", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["phone"], name="member_phone_trigrams", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        super().clean()
        if self.phone:
            self.phone = phones.e164(self.phone)

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any) -> Self:
        member = super().from_db(db, field_names, values, **kwargs)
        if not cls.PLACING & member.get_deferred_fields():
            member._was_in, member._was_of = member.place, member.unit_id
        return member

    @property
    def place(self) -> int | None:
        """Id of the unit on whose roster she counts; None when she is on none, or on none any more."""
        return self.unit_id if self.is_active and not self.left_on else None

    def save(self, *args, update_fields=None, **kwargs):
        """Whoever saves her in another place writes that into her history and tells those who count."""
        self.derive()
        if not changes.concerns(update_fields):
            super().save(*args, update_fields=update_fields, **kwargs)
            return
        with transaction.atomic():
            before = {} if self._state.adding else changes.held(Member, self.pk)
            self._save(*args, update_fields=update_fields, **kwargs)
            changes.note_saved(self, before, by=self.placed_by)

    def _save(self, *args, update_fields=None, **kwargs) -> None:
        if update_fields is not None and not self.PLACING & set(update_fields):
            super().save(*args, update_fields=update_fields, **kwargs)
            return
        new = self._state.adding
        with transaction.atomic():
            self._catch_up(self.PLACING if update_fields is None else self.PLACING & set(update_fields))
            super().save(*args, update_fields=update_fields, **kwargs)
            self._was_of = self.unit_id
            if self.place != self._was_in:
                before, self._was_in = self._was_in, self.place
                if before is not None:
                    Membership.objects.end([self.pk])
                if self.place is not None:
                    Membership.objects.begin([self.pk], self.place, by=self.placed_by)
                placed.send(Member, members=[self.pk], before=before, after=self.place, new=new)

    def _catch_up(self, saved: set[str]) -> None:
        """Whoever else has moved her since she was read is heard: a unit that was not changed here is not put back, one
        that has ended meanwhile sends her on to its heir, and what is not saved now is as it is by now."""
        place = Member.objects.select_for_update(no_key=True, of=["self"]).only("unit", "is_active", "left_on")
        now = None if self._state.adding else place.filter(pk=self.pk).first()
        if now:
            self.unit_id = now.unit_id if self.unit_id == self._was_of else self.unit_id
            self._was_in, self._was_of = now.place, now.unit_id
            for field in {"is_active", "left_on"} - saved:
                setattr(self, field, getattr(now, field))
        if self.unit_id and self.unit_id != self._was_of:
            self.unit = Unit.lasting(self.unit_id) or self.unit

    def derive(self) -> None:
        """Fill the keys that follow from the name. Called by save; bulk writers call it themselves."""
        self.name = names.tidy(self.name)
        self.sort_name = names.tidy(self.sort_name)
        self.mark = names.tidy(self.mark)
        self.sort_key = names.collation_key(self.sort_name or names.given_first(self.name))
        self.search_key = names.fold(self.name)[:120]
        self.username = self.username or None

    def set_pin(self, pin: str) -> None:
        """Hash and keep a PIN, forgetting earlier failures. Raises ValidationError for a PIN that is easy to guess."""
        pins.check_allowed(pin, self.birth_year)
        self.pin = pins.hashed(pin)
        self.pin_failures, self.pin_tried_at = 0, None

    def set_password(self, raw_password: str | None) -> None:
        """Hash and keep a password, forgetting earlier failures."""
        super().set_password(raw_password)
        self.password_failures, self.password_tried_at = 0, None

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A new password or a new PIN ends her sessions everywhere else: the old phone may be in other hands."""
        return salted_hmac(
            "lms.members.session", self.password + self.pin, secret=secret, algorithm="sha256"
        ).hexdigest()

    def has_perm(self, perm, obj=None) -> bool:
        """A PIN opens her own learning, never the Wagtail admin, whatever her groups say; nor does half a sign-in."""
        return self.proven and not self.by_pin and super().has_perm(perm, obj)

    def undoable_merges(self) -> MergeQuerySet:
        return Merge.objects.standing().filter(kept=self)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return names.given(self.name, self.sort_name)


class MembershipManager(models.Manager["Membership"]):
    def end(self, members: list[int]) -> None:
        """From today these members are not where they were; that stays as history."""
        self.filter(member__in=members, until=None).update(until=timezone.localdate())

    def begin(self, members: list[int], unit_id: int, *, by: Member | None = None) -> None:
        """From today these members, who are nowhere, are in this unit."""
        today = timezone.localdate()
        self.bulk_create(Membership(member_id=pk, unit_id=unit_id, since=today, placed_by=by) for pk in members)


class Membership(models.Model):
    """Sinh hoạt tại: where a member belonged, from a day until (not including) a day. The open one is where she is."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True)
    placed_by = models.ForeignKey(Member, models.SET_NULL, related_name="+", null=True)

    objects = MembershipManager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=Q(until=None), name="membership_open_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.unit_id}"


class RoleQuerySet(models.QuerySet["Role"]):
    def current(self, day: date | None = None) -> "RoleQuerySet":
        day = day or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class Role(models.Model):
    """An office that a member holds in a unit, from a day until (not including) a day."""

    class Kind(models.TextChoices):
        BRANCH_HEAD = "branch_head", _("Branch head")
        BRANCH_DEPUTY = "branch_deputy", _("Deputy branch head")
        GROUP_HEAD = "group_head", _("Group head")
        OFFICER = "officer", _("Officer")
        TRAINER = "trainer", _("Trainer")
        HELPER = "helper", _("Helper")

    member = models.ForeignKey(Member, models.CASCADE, related_name="roles")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="roles")
    kind = models.CharField(_("role"), max_length=20, choices=Kind)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(fields=["member", "unit", "kind", "since"], name="role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.unit}"

    def clean(self):
        super().clean()
        if self.until and self.until <= self.since:
            raise ValidationError({"until": _("The last day must come after the first.")})


class Sighting(models.Model):
    """Somebody has looked at another person's record: who, whom, when and where. `lms.members.access_log` writes them.

    About one member; or, for a file with the names of a whole unit, about everybody who was on its roster that day: a
    province's list is three thousand rows, not six hundred thousand. Repeated within the hour it is the same sighting.
    """

    class What(models.TextChoices):
        LIST = "list", _("in a list")
        ROSTER = "roster", _("on the roster")
        RECORD = "record", _("your own page")
        INVITATION = "invitation", _("the invitation to choose a PIN")
        CARD = "card", _("the learning card")
        CERTIFICATE = "certificate", _("your certificate")
        TASK = "task", _("a task that you did for real")
        EXPORT = "export", _("in a file with the list")

    viewer = models.ForeignKey(Member, models.SET_NULL, related_name="+", null=True)
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", null=True, db_index=False)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", null=True, db_index=False)
    what = models.CharField(max_length=12, choices=What)
    hour = models.DateTimeField(help_text="when, to the full hour")

    class Meta:
        verbose_name = _("sighting")
        verbose_name_plural = _("sightings")
        constraints = [
            models.CheckConstraint(
                condition=Q(member=None, unit__isnull=False) | Q(member__isnull=False, unit=None),
                name="sighting_of_one",
            ),
            models.UniqueConstraint(
                fields=["member", "hour", "viewer", "what"],
                condition=Q(member__isnull=False),
                name="sighting_of_member_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "hour", "viewer", "what"], condition=Q(unit__isnull=False), name="sighting_of_unit_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.viewer_id} {self.what}"


class Import(models.Model):
    """A list of people that a head has brought: its rows wait here until she confirms, and for undoing a while after.

    `rows` are `roster.rows.Row` as JSON, `remarks` what is to be said of the whole list. `made` is what came of it:
    {"new": [ids], "changed": [[id, fields before, fields after]]}; when it is forgotten only the two numbers stay.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="imports")
    by = models.ForeignKey(Member, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    name = models.CharField(max_length=200, help_text="of the file; empty for a pasted list")
    rows = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    made = models.JSONField(default=dict)
    font = models.CharField(
        max_length=10, blank=True, help_text="an old font that rows were read out of: not agreed yet"
    )
    writing_at = models.DateTimeField(
        null=True, help_text="when rows of a long list were last written or undone, while that goes on"
    )
    written = models.PositiveIntegerField(default=0, help_text="rows of a long list that are dealt with")
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("import of members")
        verbose_name_plural = _("imports of members")
        ordering = ["-at"]
        indexes = [models.Index(fields=["by", "unit", "at"], name="imports_of_a_head")]

    def __str__(self) -> str:
        return self.name or f"{self.at:%d/%m/%Y %H:%M}"

    @property
    def percent(self) -> int:
        of = self.count("new") if self.done_at else len(self.rows)
        return min(100, 100 * self.written // (of or 1))

    def count(self, what: str) -> int:
        """How many members it made ("new") or changed ("changed")."""
        made = self.made.get(what, 0)
        return made if isinstance(made, int) else len(made)
