from importlib import import_module

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "lms.members"
    label = "members"

    def ready(self):
        import_module("lms.members.filling")  # her name, in the holes of pages
