"""Servers named by URL."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from govcms.settings import servers
from govcms.settings.env import BadEnvironment

HERE = Path("/nowhere")
_VARIABLES = [
    "DATABASE_URL",
    "DATABASE_REPLICA_URL",
    "SEARCH_URL",
    "CACHE_URL",
    "S3_BUCKET",
    "S3_ENDPOINT_URL",
    "EMAIL_URL",
]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that names no server."""
    for name in _VARIABLES:
        monkeypatch.delenv(name, raising=False)


def _databases() -> object:
    return servers.databases(embedded=HERE)


def _caches() -> object:
    return servers.caches(embedded=HERE, prefix="gov.test")


@pytest.mark.parametrize(
    ("variable", "value", "read", "sentence"),
    [
        ("DATABASE_URL", "mysql://h/db", _databases, "DATABASE_URL must begin with postgresql://"),
        ("DATABASE_URL", "postgresql://h", _databases, "DATABASE_URL names no database"),
        ("DATABASE_URL", "postgresql://h:port/db", _databases, "DATABASE_URL is not an address"),
        ("DATABASE_REPLICA_URL", "postgresql://h/db", _databases, "DATABASE_REPLICA_URL needs a DATABASE_URL"),
        ("SEARCH_URL", "localhost:9200", servers.search, "SEARCH_URL must begin with http:// or https://"),
        ("SEARCH_URL", "http://h:9200?timeout=3", servers.search, "SEARCH_URL has the option timeout"),
        ("SEARCH_URL", "http://:9200", servers.search, "SEARCH_URL names no host"),
        ("SEARCH_URL", "https://u:p@h?api_key=k", servers.search, "SEARCH_URL names a user and an API key"),
        ("SEARCH_URL", "https://h?ca_certs=/nowhere/ca.pem", servers.search, "SEARCH_URL names the certificate file"),
        ("CACHE_URL", "memcached://h", _caches, "CACHE_URL must begin with redis://"),
        ("CACHE_URL", "redis://h/first", _caches, "CACHE_URL must end with the number"),
        ("S3_ENDPOINT_URL", "s3://h", servers.files, "S3_ENDPOINT_URL must begin with http:// or https://"),
        ("S3_ENDPOINT_URL", "http://h", servers.files, "S3_ENDPOINT_URL names a file store; S3_BUCKET must name"),
        ("EMAIL_URL", "mail.example", servers.mail, "EMAIL_URL must begin with smtp://"),
    ],
)
def test_a_wrong_url_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, read: Callable[[], object], sentence: str
) -> None:
    monkeypatch.setenv(variable, value)

    with pytest.raises(BadEnvironment) as error:
        read()

    assert str(error.value).startswith(sentence)
    assert "\n" not in str(error.value)


def test_with_nothing_set_everything_is_embedded() -> None:
    assert servers.addresses() == []
    databases = servers.databases(embedded=HERE / "db.sqlite3")
    assert list(databases) == ["default"]
    assert databases["default"]["NAME"] == "/nowhere/db.sqlite3"
    assert servers.caches(embedded=HERE / "cache", prefix="gov.test")["default"]["LOCATION"] == "/nowhere/cache"
    assert (servers.search(), servers.files(), servers.mail()) == (None, None, {})


def test_a_postgresql_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://gov:p%40ss@db.internal:5433/platform?sslmode=require")

    found = servers.databases(embedded=HERE)["default"]

    wanted = {"NAME": "platform", "USER": "gov", "PASSWORD": "p@ss", "HOST": "db.internal", "PORT": "5433"}
    assert wanted.items() <= found.items()
    assert found["OPTIONS"] == {"sslmode": "require"}
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (60, True)


def test_sqlite_waits_for_its_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////data/db.sqlite3")

    found = servers.databases(embedded=HERE)["default"]

    assert found["NAME"] == "/data/db.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("url", "arguments"),
    [
        ("http://127.0.0.1:9200", {"hosts": ["http://127.0.0.1:9200"]}),
        ("https://search.gov.example", {"hosts": ["https://search.gov.example:443"]}),
        ("http://[::1]:9200/es/", {"hosts": ["http://[::1]:9200/es"]}),
        ("https://u:p%2Fw@h:9200", {"hosts": ["https://h:9200"], "basic_auth": ("u", "p/w")}),
        (
            f"https://h:9200?api_key=abc%3D%3D&ca_certs={__file__}",
            {"hosts": ["https://h:9200"], "api_key": "abc==", "ca_certs": __file__},
        ),
    ],
)
def test_a_search_address_becomes_arguments_of_the_client(
    monkeypatch: pytest.MonkeyPatch, url: str, arguments: dict[str, object]
) -> None:
    monkeypatch.setenv("SEARCH_URL", url)

    assert servers.search() == arguments


@pytest.mark.parametrize(
    ("url", "location"),
    [
        ("redis://127.0.0.1", "redis://127.0.0.1:6379/0"),
        ("valkey://127.0.0.1:7000/2", "redis://127.0.0.1:7000/2"),
        ("valkeys://:p%40ss@cache.gov.example", "rediss://:p%40ss@cache.gov.example:6379/0"),
    ],
)
def test_a_cache_address_is_one_the_library_knows(monkeypatch: pytest.MonkeyPatch, url: str, location: str) -> None:
    monkeypatch.setenv("CACHE_URL", url)

    assert servers.caches(embedded=HERE, prefix="gov.test")["default"]["LOCATION"] == location


def test_a_bucket_may_be_amazons_or_at_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3_BUCKET", "platform")
    assert servers.files() == {"bucket_name": "platform", "endpoint_url": None}

    monkeypatch.setenv("S3_ENDPOINT_URL", "http://127.0.0.1:8333/")
    assert servers.files() == {"bucket_name": "platform", "endpoint_url": "http://127.0.0.1:8333"}


@pytest.mark.parametrize(
    ("url", "port", "after_hello", "from_the_start"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp+tls://u:p@mail.example", 587, True, False),
        ("smtps://u:p@mail.example:2465", 2465, False, True),
    ],
)
def test_a_mail_address_says_when_to_encrypt(
    monkeypatch: pytest.MonkeyPatch, url: str, port: int, after_hello: bool, from_the_start: bool
) -> None:
    monkeypatch.setenv("EMAIL_URL", url)

    found = servers.mail()

    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, after_hello, from_the_start)


def test_a_server_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        monkeypatch.setenv("SEARCH_URL", f"http://127.0.0.1:{port}")
        assert [where.complaint() for where in servers.addresses()] == [None]

    assert [where.complaint() for where in servers.addresses()] == [
        f"SEARCH_URL names 127.0.0.1:{port}, and no server answers there (Connection refused)."
    ]


def test_a_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://gov:secret@h/db")

    assert "secret" not in repr(servers.addresses())
