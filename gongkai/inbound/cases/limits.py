"""How often one address may submit: counted in the cache under a keyed digest, gone in an hour."""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

_HOUR = 3600
_LOOPBACK = ("127.0.0.1", "::1")
REPORTS_AN_HOUR = 10
LOOKUPS_AN_HOUR = 30


def is_over(what: str, request: HttpRequest, *, an_hour: int) -> bool:
    """Counts this try, and says whether the address has had too many."""
    digest = salted_hmac("gongkai.cases.limits", visitor(request), algorithm="sha256").hexdigest()
    key = f"cases.{what}.{digest}"
    if cache.add(key, 1, _HOUR):
        return False
    try:
        return cache.incr(key) > an_hour
    except ValueError:
        # It ran out between the two calls.
        cache.set(key, 1, _HOUR)
        return False


def visitor(request: HttpRequest) -> str:
    """The visitor's address; a proxy is believed only when it is on this computer."""
    peer = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "")
    if forwarded and peer in _LOOPBACK:
        return forwarded.rpartition(",")[2].strip()
    return peer
