from django.dispatch import Signal

course_completed = Signal()
"""Sent once per member and course, inside the transaction that completes it; kwargs: member, course."""

course_reopened = Signal()
"""A course that was complete only on a word that was taken back is not complete any more; sent inside the transaction
that takes it back; kwargs: member, course, reason (words)."""

standing_changed = Signal()
"""How far a member is in a course has changed, forwards or back; kwargs: member (as her locked row says), course,
before and after (models.Standing). Inside the transaction, after the row has changed."""
