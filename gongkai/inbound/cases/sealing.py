"""Personal data at rest: sealed with a key that does not lie in the database beside it."""

import base64
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

PURPOSE = b"gongkai.cases.sealing"


class CannotUnseal(Exception):
    """The key that sealed this is not among the keys of this installation."""


def seal(value: str) -> str:
    return _box().encrypt(value.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    try:
        return _box().decrypt(sealed.encode("ascii")).decode()
    except InvalidToken as wrong:
        raise CannotUnseal("没有封存这些个人信息的密钥，请核对 GONGKAI_SEALING_KEYS。") from wrong


def seal_bytes(content: bytes) -> bytes:
    return seal(base64.b64encode(content).decode("ascii")).encode("ascii")


def unseal_bytes(sealed: bytes) -> bytes:
    return base64.b64decode(unseal(sealed.decode("ascii")))


def _box() -> MultiFernet:
    # The secret key is the last resort: what it sealed can be read after keys of its own came.
    return _opened((*settings.SEALING_KEYS, settings.SECRET_KEY))


@lru_cache(maxsize=4)
def _opened(secrets: tuple[str, ...]) -> MultiFernet:
    """The first key seals, every one unseals."""
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)


if TYPE_CHECKING:
    Field = models.Field[Any, Any]
else:
    Field = models.Field


class SealedTextField(Field):
    """Text that the database holds sealed. It can be neither searched nor sorted by."""

    def get_internal_type(self) -> str:
        return "TextField"

    def get_prep_value(self, value: Any) -> Any:
        return seal(value) if value else value

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return unseal(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


class SealedJSONField(SealedTextField):
    """A flat mapping of words, sealed."""

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            value = json.dumps(value, ensure_ascii=False) if value else ""
        return super().get_prep_value(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        unsealed = super().from_db_value(value, expression, connection)
        return json.loads(unsealed) if unsealed else {}
