from django.dispatch import Signal

course_completed = Signal()
"""Sent once per member and course, inside the transaction that completes it; kwargs: member, course."""
