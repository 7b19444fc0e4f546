"""What the package tells whoever shows clips."""

from django.dispatch import Signal

clips_changed = Signal()  # ids: list[int]; by a query that Django's own signals do not see
