"""The shared cache on a real server, which is killed and comes back."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis.exceptions import RedisError

from govcms import cache as forgiving
from govcms.cache import ForgivingRedisCache
from govcms.settings import servers
from infrastructure.services.cache import Cache
from tests.servers import running

pytestmark = pytest.mark.redis


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Cache]:
    """A cache server of this test's own."""
    with running(Cache, tmp_path) as server:
        yield server


@pytest.fixture
def cache(server: Cache) -> ForgivingRedisCache:
    """The cache as the settings make it from the server's address."""
    configured = servers.caches(embedded=Path("/nowhere"), prefix="gov.test")["default"]
    return ForgivingRedisCache(configured["LOCATION"], configured)


def test_it_keeps_what_it_is_given(cache: ForgivingRedisCache) -> None:
    cache.set("a", {"b": 1})
    cache.set_many({"c": 2, "d": 3})

    assert cache.get("a") == {"b": 1}
    assert cache.get_many(["c", "d", "e"]) == {"c": 2, "d": 3}
    assert cache.add("a", 2) is False
    assert cache.incr("c") == 3
    assert cache.has_key("c")
    assert cache.delete("c")
    assert cache.get("c", "missing") == "missing"


def test_keys_have_a_name_of_ours_before_them(cache: ForgivingRedisCache) -> None:
    cache.set("a", 1)

    assert cache._cache.get_client().keys() == [b"gov.test:1:a"]


def test_while_the_server_is_killed_nothing_is_kept_and_nothing_fails(
    server: Cache, cache: ForgivingRedisCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.set("a", 1)
    server.process.tell(signal.SIGKILL)
    assert server.process._has_ended(10)
    monkeypatch.setattr(forgiving, "LEAVE_ALONE_S", 0.0)

    _asks_everything_and_finds_nothing(cache)

    with pytest.raises(RedisError):
        cache.check()
    server.start()
    server.wait()
    cache.set("a", 2)
    assert cache.get("a") == 2
    cache.check()


def test_a_server_that_hangs_costs_a_page_one_short_wait(server: Cache, cache: ForgivingRedisCache) -> None:
    cache.set("a", 1)
    server.process.tell(signal.SIGSTOP)
    try:
        started = time.monotonic()
        _asks_everything_and_finds_nothing(cache)
        assert time.monotonic() - started < 3 * servers.CACHE_ANSWERS_WITHIN_S
    finally:
        server.process.tell(signal.SIGCONT)


def _asks_everything_and_finds_nothing(cache: Any) -> None:
    assert cache.get("a", "missing") == "missing"
    assert cache.get_many(["a"]) == {}
    assert cache.add("a", 1) is False
    assert cache.touch("a") is False
    assert cache.delete("a") is False
    assert not cache.has_key("a")
    assert cache.clear() is False
    cache.set("a", 1)
    cache.set_many({"a": 1})
    cache.delete_many(["a"])
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")
