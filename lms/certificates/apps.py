from importlib import import_module

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "lms.certificates"
    label = "certificates"

    def ready(self):
        import_module("lms.certificates.certified")  # counts what hangs on courses
        import_module("lms.certificates.filling")  # her certificate, in the holes of pages
        import_module("lms.certificates.issuing")  # listens to course_completed
        import_module("lms.certificates.united_certificates")  # listens to united and remembered
