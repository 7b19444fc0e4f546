"""What `quizzes` tells the rest of the product, which listens without being known here."""

from django.dispatch import Signal

attempt_graded = Signal()
"""Sent inside the transaction that finished an attempt, or that gave a finished one to its taker; kwarg: attempt."""
