from django.apps import AppConfig


class ReorganisingConfig(AppConfig):
    name = "lms.reorganising"
    label = "reorganising"
