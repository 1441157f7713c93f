"""Health checks."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.test import Client
from elasticsearch import Elasticsearch

from govcms.observability import health
from search.engine import get_engine
from tests.parts import delete_indices

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lose_search(settings: Any, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """A place to search, which a call takes away; and no memory of earlier checks."""
    health._state["migrated"] = False
    if settings.ELASTICSEARCH is None:
        settings.SEARCH_DIR = tmp_path / "search"
        settings.SEARCH_DIR.mkdir()
        yield settings.SEARCH_DIR.rmdir
        return
    settings.SEARCH_INDEX = f"test-{uuid4().hex}"
    get_engine().build().finish()
    lose = partial(delete_indices, Elasticsearch(**settings.ELASTICSEARCH), settings.SEARCH_INDEX)
    yield lose
    lose()


@pytest.mark.parametrize("host", ["health.gov.test", "10.0.0.7:8000", "nobody.example"])
@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_any_host_is_answered(client: Client, path: str, host: str) -> None:
    response = client.get(path, headers={"host": host})

    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert response.headers["Cache-Control"] == "no-store"


def test_ready_names_its_parts(client: Client) -> None:
    parts = client.get("/health/ready").json()["parts"]

    assert {"database": "ok", "migrations": "ok", "search index": "ok"}.items() <= parts.items()


def test_ready_tells_which_part_is_down(client: Client, lose_search: Callable[[], None], settings: Any) -> None:
    lose_search()

    response = client.get("/health/ready")

    parts = response.json()["parts"]
    assert parts["database"] == "ok"
    if settings.ELASTICSEARCH is None:
        assert response.status_code == 503
        assert parts["search index"] == "the folder of the search index does not exist"
    else:
        # Every machine asks the same server, so none is better to be sent to.
        assert (response.status_code, response.json()["status"]) == (200, "degraded")
        assert parts["search index"].startswith("the index is not made yet")


def test_an_error_is_told_without_its_words(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OperationalError("password authentication failed for user secret")

    monkeypatch.setitem(health._checks, "database", fail)

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json()["parts"]["database"] == "does not answer"
    assert "secret" not in response.content.decode()


def test_migrations_that_are_missing_are_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *args: ["one", "two"])

    parts = client.get("/health/ready").json()["parts"]

    assert parts["migrations"] == "2 migrations are not applied"


def test_health_is_only_read(client: Client) -> None:
    assert client.post("/health/live").status_code == 405


def test_not_ready_where_the_database_does_not_keep_the_rules_between_agencies(client: Client) -> None:
    health._state["ruled"] = False
    with connection.cursor() as cursor:
        # One trigger on PostgreSQL does what SQLite has one for each kind of change for.
        name = "follows_tree ON pages_page" if connection.vendor == "postgresql" else "follows_tree_u"
        cursor.execute(f"DROP TRIGGER wall_pages_page_{name}")

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert "run manage.py migrate" in response.json()["parts"]["rules between agencies"]


def test_visitors_are_sent_to_a_machine_whose_cache_is_away(client: Client, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "govcms.cache.ForgivingRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}

    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["parts"]["cache"] == "does not answer"
    assert response.json()["parts"]["database"] == "ok"
