from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import pre_save


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        import_module("courses.receivers")  # stamps what changes

        from wagtail.images import get_image_model

        from courses.picture_metadata import say_what_is_seen, strip_renditions, strip_upload

        strip_renditions()
        say_what_is_seen()
        pre_save.connect(strip_upload, sender=get_image_model(), dispatch_uid="strip_upload")
