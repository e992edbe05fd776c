"""Static files: gathered when they have changed, so that a second start takes seconds."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from gongkai.command.telling import say

STAMP = ".gathered"


def collect() -> None:
    stamp = settings.STATIC_ROOT / STAMP
    state = _state()
    if stamp.exists() and stamp.read_text("ascii") == state:
        return
    say("正在整理静态文件……")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(state, encoding="ascii")


def _state() -> str:
    """A digest of the names, sizes and times of all static files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            seen = f"{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}\n"
            digest.update(seen.encode())
    return digest.hexdigest()
