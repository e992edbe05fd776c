"""Look-up codes: made from a secret seed, kept only as a digest, shown once."""

import secrets

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 10
_RECEIPT_SECONDS = 15 * 60
_SALT = "gongkai.cases.receipt"


class ReceiptExpired(Exception):
    """The address of a receipt was altered or is too old to be shown again."""


def new_seed() -> str:
    return secrets.token_hex(16)


def code_of(seed: str) -> str:
    """The code that belongs to a seed: no sign in it can be mistaken for another."""
    digest = salted_hmac("gongkai.cases.code", seed, algorithm="sha256").digest()
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:_LENGTH])


def hashed(number: str, code: str) -> str:
    return salted_hmac("gongkai.cases.hash", f"{number}:{code}", algorithm="sha256").hexdigest()


def fits(number: str, code: str, kept: str) -> bool:
    return constant_time_compare(hashed(number, code), kept)


def ticket(number: str, seed: str) -> str:
    """What a receipt's address carries. Without the server's key it does not tell the code."""
    return signing.dumps([number, seed], salt=_SALT)


def read_ticket(written: str) -> tuple[str, str]:
    """The number and the code to show on the receipt."""
    try:
        number, seed = signing.loads(written, salt=_SALT, max_age=_RECEIPT_SECONDS)
    except signing.BadSignature as unusable:
        raise ReceiptExpired from unusable
    return number, code_of(seed)
