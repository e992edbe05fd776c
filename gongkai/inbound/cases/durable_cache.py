"""What all web processes remember together: tries and spent challenges, in a table of the database.

Django's database cache, with each write a transaction of its own: what is counted stays counted
whatever becomes of the request, and nobody can use it inside a transaction that may be rolled back.
"""

import pickle
from base64 import b64encode
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction


class DurableCache(DatabaseCache):
    """共用缓存: Django's database cache, whose writes stand whatever is rolled back around them."""

    _table: str

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        with self._alone():
            super().set(key, value, timeout, version)

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        with self._alone():
            return bool(super().add(key, value, timeout, version))

    def delete(self, key: str, version: int | None = None) -> bool:
        with self._alone():
            return bool(super().delete(key, version))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Adds to a number that runs out when it would have; two at once are both counted."""
        made = self.make_and_validate_key(key, version=version)
        connection = connections[self._database()]
        table = connection.ops.quote_name(self._table)
        lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
        with self._alone(), connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {table} WHERE cache_key = %s{lock}", [made])  # noqa: S608
            # One that ran out is read as missing.
            number = self.get(key, version=version)
            if number is None:
                raise ValueError(f"Key '{made}' not found")
            number = int(number) + delta
            cursor.execute(
                f"UPDATE {table} SET value = %s WHERE cache_key = %s",  # noqa: S608
                [b64encode(pickle.dumps(number, self.pickle_protocol)).decode("ascii"), made],
            )
        return number

    def _alone(self) -> Any:
        return transaction.atomic(using=self._database(), durable=True)

    def _database(self) -> str:
        return str(router.db_for_write(self.cache_model_class))
