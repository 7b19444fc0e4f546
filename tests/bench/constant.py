"""A view that returns the bytes of a page from a constant, and nothing around it: what the page's own server can do at
the most. `PAGE` names the file with the bytes."""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import re_path

PAGE = Path(os.environ["PAGE"]).read_bytes()
HEADERS = {"Content-Encoding": "gzip", "Cache-Control": "public, max-age=60", "Content-Length": str(len(PAGE))}


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE, headers=HEADERS)


urlpatterns = [re_path("", constant)]
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], MIDDLEWARE=[], SECRET_KEY="constant")
django.setup()
application = WSGIHandler()
