"""How often one address may submit: counted under a keyed digest, for an hour.

The count is shared by all web processes; call it outside of transactions.
"""

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

_HOUR = 3600
_LOOPBACK = ("127.0.0.1", "::1")
CASES_AN_HOUR = 10
# Whoever sends without the little calculation has to be slower.
CASES_WITHOUT_WORK_AN_HOUR = 4
WRONG_CODES_AN_HOUR = 20
ACTS_AN_HOUR = 30
SUGGESTIONS_AN_HOUR = 600


def is_over(what: str, request: HttpRequest, *, an_hour: int) -> bool:
    """Counts this try, and says whether the address has had too many."""
    return _counted(what, request) > an_hour


def count(what: str, request: HttpRequest) -> None:
    """Counts something that went wrong, to be asked for with `has_had`."""
    _counted(what, request)


def has_had(what: str, request: HttpRequest, *, an_hour: int) -> bool:
    """Whether the address has used up its tries, without counting another."""
    return int(_tries().get(_key(what, request), 0)) >= an_hour


def _counted(what: str, request: HttpRequest) -> int:
    key, tries = _key(what, request), _tries()
    if tries.add(key, 1, _HOUR):
        return 1
    try:
        return int(tries.incr(key))
    except ValueError:
        # It ran out between the two calls.
        tries.set(key, 1, _HOUR)
        return 1


def _tries() -> BaseCache:
    return caches["shared"]


def _key(what: str, request: HttpRequest) -> str:
    digest = salted_hmac("gongkai.cases.limits", visitor(request), algorithm="sha256").hexdigest()
    return f"cases.{what}.{digest}"


def visitor(request: HttpRequest) -> str:
    """The visitor's address; a proxy is believed only when it is on this computer."""
    peer = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "")
    if forwarded and peer in _LOOPBACK:
        return forwarded.rpartition(",")[2].strip()
    return peer
