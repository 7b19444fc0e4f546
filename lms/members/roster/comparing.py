"""Two people mend one member's record. The form carries what its writer saw, signed; at saving, under a lock, that is
compared with what is there now. What only one of the two has changed is kept; where both have, the second chooses."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.http import QueryDict

from lms.members.models import Member
from lms.members.roster.forms import MemberForm
from lms.units.models import Unit

FIELD = "seen"
THEIRS = "theirs"
signer = Signer(salt="lms.members.roster.comparing")
Values = dict[str, str]  # what the fields of the form show, by their names


@dataclass(frozen=True)
class Change:
    """A field that somebody else has changed since the form was opened; `mine` is what was typed over it."""

    name: str
    label: str
    before: str
    now: str
    mine: str

    @property
    def is_conflict(self) -> bool:
        return self.mine not in (self.before, self.now)


def values_of(member: Member) -> Values:
    return {name: str(value or "") for name, value in MemberForm.about(member).items()}


def stamp(member: Member) -> str:
    """For the hidden field: what the form shows now."""
    return signer.sign_object([member.pk, values_of(member)])


def seen(sent: Mapping[str, str], member: Member) -> Values:
    """What the writer saw; what is there now, if the form does not say."""
    try:
        pk, values = signer.unsign_object(sent.get(FIELD, ""))
    except (BadSignature, ValueError, TypeError):
        return values_of(member)
    return values if pk == member.pk else values_of(member)


def as_chosen(sent: QueryDict, member: Member) -> QueryDict:
    """The form with the other's value wherever that was chosen."""
    sent, before = sent.copy(), seen(sent, member)
    for name, value in before.items():
        if sent.get(f"choose_{name}") == THEIRS:
            sent[name] = value
    return sent


def changes(member: Member, form: MemberForm, before: Values) -> list[Change]:
    """What was changed meanwhile: `member` is as she is now, not yet filled from the form."""
    now, mine = values_of(member), values_of(form.fill(Member(unit_id=member.unit_id)))
    return [
        Change(name, str(form.fields[name].label), *(_shown(name, said[name]) for said in (before, now, mine)))
        for name in now
        if name in form.fields and before[name] != now[name]
    ]


def _shown(name: str, value: str) -> str:
    if name != "group":
        return value
    return Unit.objects.filter(pk=value).values_list("name", flat=True).first() or ""


def keep_theirs(member: Member, form: MemberForm, before: Values) -> Member:
    """Fill her from the form, except for what its writer has left as it was and somebody else has changed."""
    now, kept = values_of(member), {name: getattr(member, _attribute(name)) for name in before}
    form.fill(member)
    mine = values_of(member)
    for name, value in kept.items():
        if before[name] != now[name] and mine[name] == before[name]:
            setattr(member, _attribute(name), value)
    return member


def _attribute(name: str) -> str:
    return {"year": "birth_year", "group": "unit_id"}.get(name, name)
