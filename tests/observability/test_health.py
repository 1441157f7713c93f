"""Health checks."""

from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from govcms.observability import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def search_folder(settings: Any, tmp_path: Path) -> Path:
    """A folder for the search index, and no memory of earlier checks."""
    settings.SEARCH_DIR = tmp_path / "search"
    settings.SEARCH_DIR.mkdir()
    health._state["migrated"] = False
    return settings.SEARCH_DIR


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


def test_ready_tells_which_part_is_down(client: Client, search_folder: Path) -> None:
    search_folder.rmdir()

    response = client.get("/health/ready")

    assert response.status_code == 503
    parts = response.json()["parts"]
    assert parts["search index"] == "the folder of the search index does not exist"
    assert parts["database"] == "ok"


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
        cursor.execute("DROP TRIGGER wall_pages_page_follows_tree_u")

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
