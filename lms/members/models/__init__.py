"""Who belongs where, who has looked at whose record and changed it, and what of it can be taken back."""

from lms.members.models.changes import Change
from lms.members.models.members import Import, Member, Membership, Role, Sighting
from lms.members.models.merges import Merge

__all__ = ["Change", "Import", "Member", "Membership", "Merge", "Role", "Sighting"]
