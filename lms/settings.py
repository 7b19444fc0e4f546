"""Every setting of the product, read in this one place.

Each has a safe default, so that a clone runs with no configuration at all: SQLite, local files and a task queue in the
database, all under `var/`. What a deployment changes, it says in the environment (see docs/running.md). A value that
makes no sense stops the start with its name and the reason.
"""

import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env, validate

from lms.web import storage_url

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env(eager=False)  # collect every mistake, then report them together

DEBUG = env.bool("DEBUG", False)
VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")
PORT = env.int("PORT", 8000, validate=validate.Range(1, 65535))  # of the demo's web server
BASE_URL = env.str("BASE_URL", f"http://127.0.0.1:{PORT}", validate=validate.URL(require_tld=False))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
HTTPS = env.bool("HTTPS", False)
DATABASE_URL = env.str("DATABASE_URL", "")
CACHE_URL = env.str("CACHE_URL", "", validate=storage_url.cache)
STORAGE_URL = env.str("STORAGE_URL", "", validate=storage_url.bucket)
CDN_URL = env.str("CDN_URL", "", validate=storage_url.host)
CLIP_ACCEL = env.str("CLIP_ACCEL", "", validate=validate.Regexp(r"^(/[a-z0-9-]+)*$"))
FFMPEG = env.str("FFMPEG", "")
CLIP_MAX_MB = env.int("CLIP_MAX_MB", 500, validate=validate.Range(1, 20_000))
CLIP_MAX_SECONDS = env.int("CLIP_MAX_SECONDS", 600, validate=validate.Range(1, 7200))
ISSUER = env.str("ISSUER", "Hội Liên hiệp Phụ nữ Việt Nam")  # who issues the certificates
SECOND_FACTOR = env.bool("SECOND_FACTOR", True)  # a code beside the password, for officers and for all of /admin/
SECRET_KEY = env.str("SECRET_KEY", "")
env.seal()
if CLIP_ACCEL and STORAGE_URL:
    raise ImproperlyConfigured("CLIP_ACCEL is for files on this machine; with STORAGE_URL they are in a bucket.")


def _kept_secret() -> str:
    """The key of this installation: made at the first start, kept beside the data, never in the code."""
    kept = VAR_DIR / "secret-key"
    if not kept.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text().strip()


SECRET_KEY = SECRET_KEY or _kept_secret()

INSTALLED_APPS = [
    "lms.units",
    "lms.members",
    "lms.accounts.apps.AccountsConfig",
    "lms.posting",
    "lms.reorganising",
    "lms.studio",
    "lms.progress",
    "lms.certificates",
    "lms.reports",
    "lms.demo",
    "courses",
    "quizzes",
    "media.apps.MediaConfig",
    "django_hls",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "lms.accounts.apps.TrainersConfig",  # wagtail.users, limited to those who have an account there
    "wagtail.sites",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "django_tasks",
    "django_tasks_db",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
]

MIDDLEWARE = [
    "courses.page_cache.StrangersPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lms.web.compression.GZipTextMiddleware",
    "lms.web.query_text.CutQueryTextMiddleware",
    "lms.web.content_security_policy.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lms.web.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "lms.posting.whole.WholeForms",
    "lms.web.same_origin.SameOrigin",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lms.accounts.second_factor.middleware.SecondFactorMiddleware",
    "lms.reorganising.middleware.EndedUnitRedirectMiddleware",
    "lms.studio.retention.middleware.RetentionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lms.posting.session_end_middleware.SessionEnded",
    "lms.posting.idempotency.OnceEach",
    "courses.page_cache.ReadersPages",
]
CSRF_FAILURE_VIEW = "lms.posting.session_end_middleware.csrf_failure"

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["lms.posting.templatetags.posting"],  # every form: whom it was shown to, its idempotency key
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

SQLITE_URL = f"sqlite:///{VAR_DIR / 'db.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(DATABASE_URL or SQLITE_URL, conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits its turn instead of failing half way
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# In memory each process keeps its own; the database says whether it is still right (courses/models/versions.py).
IN_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}}
IN_REDIS = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL, "KEY_PREFIX": "hoc"}
CACHES = {"default": IN_REDIS if CACHE_URL else IN_MEMORY}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = [
    "lms.accounts.backends.PasswordLockoutBackend",
    "django.contrib.auth.backends.ModelBackend",
    "lms.accounts.backends.PinBackend",
]
OTP_TOTP_ISSUER = "Học cùng chị em"  # as the app for codes names this site
LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "sign_in"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60  # two months: signing in is the hardest step she takes
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows the preview in a frame
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

BUCKET = storage_url.bucket(STORAGE_URL)
CLIP_HOSTS = [*storage_url.origins(BUCKET), *([CDN_URL.rstrip("/")] if CDN_URL else [])]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *CLIP_HOSTS],
        "media-src": [SELF, "blob:", *CLIP_HOSTS],
        "connect-src": [SELF, *CLIP_HOSTS],
        "font-src": [SELF],  # what a printed report is set in
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
    }
}
# Wagtail's own screens still carry a few inline scripts and styles; learners never meet this policy.
ADMIN_CONTENT_SECURITY_POLICY = CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:", *CLIP_HOSTS],
    "frame-src": [SELF],
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "lms" / "locale", BASE_DIR / "lms" / "locale_wagtail"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "lms" / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "lms.web.paper_fonts.PaperFontFinder",
]
MEDIA_URL = "/uploads/"
MEDIA_ROOT = VAR_DIR / "uploads"
ON_THIS_MACHINE = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
STORAGES = {
    "default": {"BACKEND": "media.delivery.s3.ClosedBucket", "OPTIONS": BUCKET} if BUCKET else ON_THIS_MACHINE,
    "staticfiles": {"BACKEND": "lms.web.bundling.BundledStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long lesson in the Wagtail editor

WAGTAIL_SITE_NAME = "Học cùng chị em"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # an address is read aloud and typed on phones
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # nothing from a foreign host
WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt")]
WAGTAILEMBEDS_FINDERS: list[dict] = []
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one choice is not asked for
WAGTAIL_WORKFLOW_ENABLED = WAGTAILADMIN_COMMENTS_ENABLED = False  # trainers publish by themselves
WAGTAILIMAGES_IMAGE_FORM_BASE = "courses.picture_forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "heic", "avif"]
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"heic": "jpeg", "avif": "webp"}
WAGTAIL_PASSWORD_RESET_ENABLED = False  # nobody here has an e-mail address
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "mp3", "m4a", "ogg", "wav"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # also from a bucket, which is closed

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django_tasks": {"level": "WARNING"}, "django_tasks_db": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
