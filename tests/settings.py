"""The product's own settings, with what only tests need: fast hashing, plain static files, uploads thrown away."""

import tempfile
from pathlib import Path

from lms.settings import *  # noqa: F403
from lms.settings import STORAGES

SECRET_KEY = "only for tests"
SECOND_FACTOR = False  # its own tests turn it on
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="uploads-"))
