"""One computer: everything lives in one folder, served on the loopback unless told otherwise."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from gongkai.config.settings.base import *
from gongkai.config.settings.base import PROJECT, database

HOME = Path(os.environ.get("GONGKAI_HOME") or PROJECT / "var").resolve()
DATABASES = {"default": database(os.environ.get("GONGKAI_DATABASE", ""), HOME)}
MEDIA_ROOT = HOME / "media"
FILES_ROOT = HOME / "files"
SEARCH_ROOT = HOME / "search"
STATIC_ROOT = HOME / "static"
ALLOWED_HOSTS = os.environ.get("GONGKAI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
PUBLIC_ADDRESS = os.environ.get("GONGKAI_ADDRESS", "http://127.0.0.1:8000")
WAGTAILADMIN_BASE_URL = PUBLIC_ADDRESS


def _secret_key() -> str:
    """Made by `gongkai init`, kept in a file only its owner can read."""
    path = HOME / "secret-key"
    if not path.exists():
        raise ImproperlyConfigured(f"{path} 不存在，请先运行 gongkai init。")
    return path.read_text(encoding="ascii").strip()


SECRET_KEY = os.environ.get("GONGKAI_SECRET_KEY") or _secret_key()
