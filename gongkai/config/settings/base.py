"""What every installation shares. Names that differ come from the environment."""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

PROJECT = Path(__file__).resolve().parents[3]

# In flow order: what comes first may import what comes after it.
INSTALLED_APPS = [
    # Archive → Supervise → Report
    "gongkai.oversight.reports",
    # Draft → Check → Review → Publish → Channels
    "gongkai.outbound.boards",
    "gongkai.outbound.walls",
    "gongkai.outbound.channels",
    "gongkai.outbound.decisions",
    "gongkai.outbound.on_duty",
    "gongkai.outbound.guides",
    "gongkai.outbound.content",
    "gongkai.outbound.publishing",
    # Request · Enquiry · Complaint → Case → Reply
    "gongkai.inbound.foi",
    "gongkai.inbound.reception",
    "gongkai.inbound.cases",
    # What both directions stand on
    "gongkai.web",
    "gongkai.timetable",
    "gongkai.lawbook",
    "gongkai.media",
    "gongkai.people",
    "gongkai.ledger",
    # The office's shell
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail",
    "modelsearch",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "gongkai.web.middleware.ContentPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "gongkai.people.middleware.OwnPasswordMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "gongkai.config.urls"
WSGI_APPLICATION = "gongkai.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["gongkai.people.backends.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"

# Keys for personal data at rest; the first one seals, all unseal.
SEALING_KEYS = [key for key in os.environ.get("GONGKAI_SEALING_KEYS", "").split(",") if key]

# smtp://user:password@host:587 (STARTTLS where offered), smtps://…; empty: no mail is sent.
SMTP_SERVER = os.environ.get("GONGKAI_SMTP", "")
# A file with the certificate of an authority of one's own, trusted beside those of the computer.
SMTP_CA = os.environ.get("GONGKAI_SMTP_CA", "")
MAIL_FROM = os.environ.get("GONGKAI_MAIL_FROM", "")

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
LOCALE_PATHS = [PROJECT / "gongkai" / "web" / "locale"]
FORMAT_MODULE_PATH = ["gongkai.web.formats"]

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # What several web processes must count together: `cases.limits` and `cases.challenge`.
    "shared": {
        "BACKEND": "gongkai.inbound.cases.durable_cache.DurableCache",
        "LOCATION": "cases_shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000, "CULL_FREQUENCY": 4},
    },
}

# A session is for staff only; public pages never open one.
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_COOKIE_HTTPONLY = False  # Wagtail's scripts read it
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Larger uploads are refused with a message by the form; this is the outer wall.
UPLOAD_LIMIT_BYTES = 100 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# A service guide is one form: fifty materials alone are 750 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

WAGTAIL_SITE_NAME = "公开"
WAGTAILIMAGES_IMAGE_MODEL = "media.OfficeImage"
WAGTAILDOCS_DOCUMENT_MODEL = "media.OfficeDocument"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
MODELSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "gongkai": {"level": "INFO"},
        # A page that is not there is the visitor's news, not the operator's.
        "django.request": {"level": "ERROR"},
    },
}


def database(url: str, folder: Path) -> dict[str, Any]:
    """Django's database settings from a PostgreSQL address, or SQLite in `folder` without one."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "gongkai.sqlite3",
            "OPTIONS": {
                # IMMEDIATE: a transaction that starts reading and then writes would otherwise
                # fail at once when another process holds the write lock.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    if not url.startswith(("postgresql://", "postgres://")):
        raise ImproperlyConfigured("GONGKAI_DATABASE must be empty or postgresql://…")
    address = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.get("dbname", ""),
        "USER": address.get("user", ""),
        "PASSWORD": address.get("password", ""),
        "HOST": address.get("host", ""),
        "PORT": address.get("port", ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
