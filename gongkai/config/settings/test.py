"""Tests: a throw-away folder, a cheap password hash, plain static files."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from gongkai.config.settings.base import *
from gongkai.config.settings.base import STORAGES, database

HOME = Path(tempfile.mkdtemp(prefix="gongkai-test-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)

SECRET_KEY = "only-for-tests"  # noqa: S105
DATABASES = {"default": database(os.environ.get("GONGKAI_TEST_DATABASE", ""), HOME)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads with connections of their own must meet the same locks as in use.
    DATABASES["default"]["TEST"] = {"NAME": HOME / "test.sqlite3"}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PUBLIC_ADDRESS = "http://testserver"
WAGTAILADMIN_BASE_URL = PUBLIC_ADDRESS
MEDIA_ROOT = HOME / "media"
FILES_ROOT = HOME / "files"
SEARCH_ROOT = HOME / "search"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir()

# PBKDF2 costs a quarter of a second a user.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The manifest needs collectstatic, which the browser tests run and the others do not need.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
