"""What the rest of the product hears about people; sent inside the transaction that changes them, after the
rows have changed."""

from django.dispatch import Signal

placed = Signal()
"""Members have changed their place on the roster; kwargs: members (a list of ids), before and after (ids of units, None
for no roster: not yet on one, or has left), new (they have just been written, and have learnt nothing yet)."""

united = Signal()
"""Two records of one person have become one; kwargs: kept and gone (members). Receivers return what they moved as a
dictionary of JSON, by names of their own: `parting` and `parted` give it back to them."""

remembered = Signal()
"""Asks which of these members have records that must outlive an import's undoing; kwargs: members (a list of ids).
Receivers return a set of ids."""

parting = Signal()
"""Two records that had become one are about to be parted again, before anybody's learning is; kwargs: kept and gone
(members), moved (what the receivers of `united` said that they moved, by the names that they gave it)."""

parted = Signal()
"""The same, when learning is to be parted."""
