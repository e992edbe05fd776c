"""A platform: every setting comes from the environment, and a missing one stops the start."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from gongkai.config.settings.base import *
from gongkai.config.settings.base import database


def _needed(name: str) -> str:
    if value := os.environ.get(name):
        return value
    raise ImproperlyConfigured(f"缺少环境变量 {name}。")


SECRET_KEY = _needed("GONGKAI_SECRET_KEY")
HOME = Path(_needed("GONGKAI_HOME")).resolve()
DATABASES = {"default": database(_needed("GONGKAI_DATABASE"), HOME)}
ALLOWED_HOSTS = _needed("GONGKAI_HOSTS").split(",")
PUBLIC_ADDRESS = _needed("GONGKAI_ADDRESS")
WAGTAILADMIN_BASE_URL = PUBLIC_ADDRESS
MEDIA_ROOT = HOME / "media"
FILES_ROOT = HOME / "files"
SEARCH_ROOT = HOME / "search"
STATIC_ROOT = HOME / "static"

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
