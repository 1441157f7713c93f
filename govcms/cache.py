"""The shared cache, which may be away: pages are made without it then."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NotConnected
from redis.exceptions import RedisError
from redis.retry import Retry

# A page asks its cache several times; only the first question in this time waits for a server that is away.
LEAVE_ALONE_S = 1.0

logger = logging.getLogger(__name__)


class _ForgivingClient(RedisCacheClient):
    """Answers as if nothing were kept while the server does not answer."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        # Once at once: the server may have been restarted since the connection was made. Without it, the library
        # would try for seconds.
        again = Retry(NoBackoff(), 1, supported_errors=(NotConnected,))
        super().__init__(servers, retry=again, **options)
        self._away_until = 0.0

    def get(self, key: Any, default: Any) -> Any:
        return self._ask(super().get, key, default, miss=default)

    def get_many(self, keys: Any) -> dict[Any, Any]:
        return self._ask(super().get_many, keys, miss={})

    def has_key(self, key: Any) -> bool:
        return self._ask(super().has_key, key, miss=False)

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        return self._ask(super().add, key, value, timeout, miss=False)

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        self._ask(super().set, key, value, timeout, miss=None)

    def set_many(self, data: Any, timeout: Any) -> None:
        self._ask(super().set_many, data, timeout, miss=None)

    def touch(self, key: Any, timeout: Any) -> bool:
        return self._ask(super().touch, key, timeout, miss=False)

    def delete(self, key: Any) -> bool:
        return self._ask(super().delete, key, miss=False)

    def delete_many(self, keys: Any) -> None:
        self._ask(super().delete_many, keys, miss=None)

    def clear(self) -> bool:
        return self._ask(super().clear, miss=False)

    def incr(self, key: Any, delta: int) -> int:
        found = self._ask(super().incr, key, delta, miss=None)
        if found is None:
            raise ValueError(f"Key {key!r} not found.")
        return found

    def _ask(self, question: Callable[..., Any], *arguments: Any, miss: Any) -> Any:
        if time.monotonic() < self._away_until:
            return miss
        try:
            return question(*arguments)
        except RedisError as error:
            self._away_until = time.monotonic() + LEAVE_ALONE_S
            logger.warning("cache.away", extra={"reason": type(error).__name__})
            return miss


class ForgivingRedisCache(RedisCache):
    """Django's cache in Valkey or Redis; a server that is away is a cache that is empty."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _ForgivingClient

    def check(self) -> None:
        """Raise the library's error where the server does not answer."""
        self._cache.get_client().ping()
