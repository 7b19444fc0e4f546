"""What the rest of the product hears about the tree of units; sent inside the transaction that changes it, after the
rows have changed."""

from django.dispatch import Signal

reshaped = Signal()
"""A unit with all below it hangs elsewhere in the tree; kwargs: unit, before and after (paths of the old and of the new
unit above it)."""
