from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "lms.units"
    label = "units"
