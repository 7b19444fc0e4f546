"""The addresses under which phones fetch clips.

A members-only clip has a signed grant in its addresses. It stands before the build, so that what a playlist names
relative to itself is opened by it too.
"""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from media import receiving, serving, troubles


class Grant(StringConverter):
    regex = r"[0-9]+\.[A-Za-z0-9_-]+"


register_converter(Grant, "grant")

app_name = "media"
urlpatterns = [
    path("sending/", receiving.create, name="sending"),
    path("sending/<uuid:token>", receiving.proceed, name="sending"),
    path("<uuid:uuid>/status", serving.status, name="status"),
    path("<uuid:uuid>/trouble", troubles.report, name="trouble"),
    path("<uuid:uuid>/parts/<slug:digest>.vtt", serving.chapters, name="chapters"),
    path("<uuid:uuid>/<grant:grant>/parts/<slug:digest>.vtt", serving.chapters, name="chapters"),
    path("<uuid:uuid>/<slug:digest>.vtt", serving.captions, name="captions"),
    path("<uuid:uuid>/<grant:grant>/<slug:digest>.vtt", serving.captions, name="captions"),
    path("<uuid:uuid>/<slug:build>/<str:name>", serving.file, name="file"),
    path("<uuid:uuid>/<grant:grant>/<slug:build>/<str:name>", serving.file, name="file"),
]
