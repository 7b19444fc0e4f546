from importlib import import_module

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "lms.progress"
    label = "progress"

    def ready(self):
        import_module("lms.progress.learners")  # counts what hangs on lessons
        import_module("lms.progress.filling")  # what she has done, in the holes of pages
        import_module("lms.progress.session_marks")  # listens to user_logged_in
        import_module("lms.progress.receivers")  # listens to attempt_graded
        import_module("lms.progress.reevaluation")  # listens to page_published
        import_module("lms.progress.united_records")  # listens to united and remembered
