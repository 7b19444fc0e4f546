from importlib import import_module

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "lms.progress"
    label = "progress"

    def ready(self):
        import_module("lms.progress.holding")  # listens to user_logged_in
        import_module("lms.progress.passing")  # listens to attempt_graded
        import_module("lms.progress.rejudging")  # listens to page_published
        import_module("lms.progress.uniting")  # listens to united and remembered
