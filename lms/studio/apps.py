from django.apps import AppConfig


class StudioConfig(AppConfig):
    name = "lms.studio"
    label = "studio"
