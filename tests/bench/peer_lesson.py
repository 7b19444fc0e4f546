"""What a lesson of wagtail-lms costs its server: run by the Python of an environment of its own (`peer.py`).

A lesson with a text and an H5P activity, opened by somebody who is signed in and enrolled; its settings are those that
`wagtail start` and the package's own documentation give, on SQLite. Prints JSON: CPU milliseconds of a GET, the least
of several rounds, and its queries.
"""

import io
import json
import sys
import tempfile
import zipfile
from pathlib import Path
from time import process_time

import django
from django.conf import settings
from django.urls import include, path

ROUNDS, IN_A_ROUND = 7, 30
FOLDER = Path(tempfile.mkdtemp(prefix="peer-"))
BASE = "<!DOCTYPE html><html><head><title>{% block title %}{% endblock %}</title></head>"
BASE += "<body>{% block content %}{% endblock %}</body></html>"
urlpatterns: list = []


def set_up() -> None:
    (FOLDER / "base.html").write_text(BASE)
    settings.configure(
        SECRET_KEY="peer",
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["*"],
        USE_TZ=True,
        MEDIA_ROOT=str(FOLDER),
        MEDIA_URL="/media/",
        STATIC_URL="/static/",
        WAGTAIL_SITE_NAME="Peer",
        WAGTAILADMIN_BASE_URL="http://localhost",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(FOLDER / "db.sqlite3")}},
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [str(FOLDER)],
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "django.middleware.security.SecurityMiddleware",
            "wagtail.contrib.redirects.middleware.RedirectMiddleware",
        ],
        INSTALLED_APPS=[
            "wagtail_lms",
            "wagtail.contrib.forms",
            "wagtail.contrib.redirects",
            "wagtail.embeds",
            "wagtail.sites",
            "wagtail.users",
            "wagtail.snippets",
            "wagtail.documents",
            "wagtail.images",
            "wagtail.search",
            "wagtail.admin",
            "wagtail",
            "modelcluster",
            "taggit",
            "django.contrib.admin",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
        ],
    )
    django.setup()
    from django.contrib import admin
    from wagtail import urls as wagtail_urls
    from wagtail.admin import urls as admin_urls
    from wagtail.documents import urls as document_urls

    urlpatterns.extend(
        [
            path("django-admin/", admin.site.urls),
            path("admin/", include(admin_urls)),
            path("documents/", include(document_urls)),
            path("lms/", include("wagtail_lms.urls")),
            path("", include(wagtail_urls)),
        ]
    )


def lesson():
    """The lesson's page, and who is enrolled in its course."""
    from django.contrib.auth import get_user_model
    from django.core.files.base import ContentFile
    from wagtail.models import Page, Site
    from wagtail_lms.models import CourseEnrollment, CoursePage, H5PActivity, H5PLessonPage

    home = Site.objects.get().root_page if Site.objects.exists() else Page.objects.get(depth=2)
    course = home.add_child(instance=CoursePage(title="Course", slug="course", description="<p>About phones.</p>"))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("h5p.json", json.dumps({"title": "Tap", "mainLibrary": "H5P.MultiChoice", "language": "en"}))
        package.writestr("content/content.json", json.dumps({"question": "Which one?"}))
    activity = H5PActivity(title="Tap the gear")
    activity.package_file.save("tap.h5p", ContentFile(held.getvalue()))
    words = "<p>" + "Tap the gear, then choose the size of the letters. " * 20 + "</p>"
    body = [("paragraph", words), ("h5p_activity", {"activity": activity})]
    page = course.add_child(instance=H5PLessonPage(title="Letters", slug="letters", intro=words, body=body))
    reader = get_user_model().objects.create_user("reader", password="reader")
    CourseEnrollment.objects.create(user=reader, course=course)
    return page, reader


def main() -> None:
    set_up()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    call_command("migrate", verbosity=0)
    page, reader = lesson()
    client = Client()
    client.force_login(reader)
    assert b"data-activity-id" in client.get(page.url).content
    with CaptureQueriesContext(connection) as queries:
        client.get(page.url)
    counted = len(queries)  # the next request empties the log
    took = []
    for _round in range(ROUNDS):
        began = process_time()
        for _time in range(IN_A_ROUND):
            client.get(page.url)
        took.append((process_time() - began) * 1000 / IN_A_ROUND)
    sys.stdout.write(json.dumps({"ms": min(took), "queries": counted}))


if __name__ == "__main__":
    main()
