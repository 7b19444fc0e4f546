"""What is taught, the numbers that lessons refer to, and what learners say of a lesson without saying who they are."""

from courses.models.feedback import Difference, TapCount
from courses.models.hotlines import Hotline
from courses.models.pages import Course, Home, Lesson, PhoneFirstPage

__all__ = ["Course", "Difference", "Home", "Hotline", "Lesson", "PhoneFirstPage", "TapCount"]
