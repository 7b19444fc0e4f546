from importlib import import_module

from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "quizzes"

    def ready(self):
        import_module("quizzes.attempts.session_attempts")  # listens to user_logged_in
