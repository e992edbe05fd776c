"""What keeps programs from flooding the forms: a little calculation, or else a little patience.

The page carries a signed challenge. A script finds a number whose digest together with it begins
with so many zero bits; whoever runs no script waits some seconds from when the page was made.
Nothing is stored until a challenge is spent: then all web processes remember it until it is too
old to be used anyway.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.core import signing
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache

# About thirty thousand digests: a second or two on a telephone, a nuisance a million times over.
DIFFICULTY = 15
WAIT_SECONDS = 20
# A long form may be written over an afternoon.
LAST_SECONDS = 12 * 60 * 60
_LONGEST_ANSWER = 16
_SALT = "gongkai.cases.challenge"


class NotPassed(Exception):
    """The form may not be sent like this; says in Chinese what would remove it."""


class How(StrEnum):
    """How a challenge was met."""

    WORKED = "worked"
    WAITED = "waited"


@dataclass(frozen=True)
class Challenge:
    """提交核验: what a page carries; `ticket` is what the answer is worked out for."""

    ticket: str
    difficulty: int
    made_at: int

    @property
    def wait_seconds(self) -> int:
        return WAIT_SECONDS


def challenge(at: datetime) -> Challenge:
    made_at = int(at.timestamp())
    ticket = signing.dumps([secrets.token_urlsafe(9), DIFFICULTY, made_at], salt=_SALT)
    return Challenge(ticket, DIFFICULTY, made_at)


def taken_up(written: str, at: datetime) -> Challenge:
    """The same challenge while it can still be used, so that waiting goes on; else a new one."""
    try:
        found = _read(written, at)
    except NotPassed:
        return challenge(at)
    return challenge(at) if _spent().get(_key(written)) else found


def met(written: str, answer: str, at: datetime) -> How:
    """How it was met; raises what stands in the way. Spend it before acting on that."""
    found = _read(written, at)
    if _is_worked_out(found, answer):
        return How.WORKED
    left = found.made_at + WAIT_SECONDS - int(at.timestamp())
    if left > 0:
        raise NotPassed(f"提交得太快了。请再等{left}秒，按“提交”就可以，您填写的内容还在下面。")
    return How.WAITED


def spend(written: str) -> None:
    """Uses a challenge up; raises when somebody has already."""
    if not _spent().add(_key(written), 1, LAST_SECONDS):
        raise NotPassed(
            "这一页已经提交过一次。您要是没有看到回执，请先等一等再看；"
            "确实是另外一件的，再按一次“提交”就可以。"
        )


def give_back(written: str) -> None:
    """Nothing came of it, so it may be used once more."""
    _spent().delete(_key(written))


def _spent() -> BaseCache:
    return caches["shared"]


def _read(written: str, at: datetime) -> Challenge:
    try:
        _, difficulty, made_at = signing.loads(written, salt=_SALT)
    except signing.BadSignature:
        raise NotPassed("这一页不完整，请再按一次“提交”，您填写的内容还在下面。") from None
    if not 0 <= int(at.timestamp()) - made_at <= LAST_SECONDS:
        raise NotPassed("这一页打开得太久了，请再按一次“提交”，您填写的内容还在下面。")
    return Challenge(written, difficulty, made_at)


def _is_worked_out(asked: Challenge, answer: str) -> bool:
    if not answer or len(answer) > _LONGEST_ANSWER or not (answer.isascii() and answer.isdigit()):
        return False
    digest = hashlib.sha256(f"{asked.ticket}:{answer}".encode()).digest()
    return int.from_bytes(digest, "big") >> (len(digest) * 8 - asked.difficulty) == 0


def _key(written: str) -> str:
    return f"cases.challenge.{hashlib.sha256(written.encode()).hexdigest()}"
