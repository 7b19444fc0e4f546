from importlib import import_module

from django.apps import AppConfig


class StudioConfig(AppConfig):
    name = "lms.studio"
    label = "studio"

    def ready(self):
        import_module("lms.studio.receivers")  # listens to page_published
        import_module("lms.studio.retention.hiding").hide()
