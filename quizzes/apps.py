from importlib import import_module

from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "quizzes"

    def ready(self):
        import_module("quizzes.claiming")  # listens to user_logged_in
