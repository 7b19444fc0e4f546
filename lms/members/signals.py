"""What the rest of the product hears about people; sent inside the transaction that changes them, after the
rows have changed."""

from django.dispatch import Signal

placed = Signal()
"""Members have changed their place on the roster; kwargs: members (a list of ids), before and after (ids of units, None
for no roster: not yet on one, or has left), new (they have just been written, and have learnt nothing yet)."""

united = Signal()
"""Two records of one person have become one; kwargs: kept and gone (members)."""

remembered = Signal()
"""Asks which of these members have records that must outlive an import's undoing; kwargs: members (a list of ids).
Receivers return a set of ids."""
