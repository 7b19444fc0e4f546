from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "lms.reports"
    label = "reports"

    def ready(self):
        import_module("lms.reports.branch.targeted")  # counts the targets of a course
        import_module("lms.reports.exports.jobs")  # removes the files of exports that are deleted
        import_module("lms.reports.filling")  # whether she looks after others, in the holes of pages
        import_module("lms.reports.counts.receivers")  # listens to placed, standing_changed, reshaped
