import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
django_application = get_wsgi_application()

application = import_string("courses.page_cache.KeptFirst")(django_application)  # once the apps are ready
