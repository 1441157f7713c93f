"""Reads of public pages from a copy of the database: here a second connection to the same one."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from govcms.pages.models import Page
from tenants import replica
from tenants.models import Agency, AgencySite, bump_version
from tenants.replica import REPLICA, ReplicaRouter, reading_a_copy, reading_the_source
from tests.factories import StandardPageFactory

router = ReplicaRouter()


@pytest.fixture
def copy(settings: Any, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A connection called replica, and the router in use."""
    monkeypatch.setitem(connections.settings, REPLICA, dict(connections[DEFAULT_DB_ALIAS].settings_dict))
    monkeypatch.setitem(replica._away, "until", 0.0)
    settings.DATABASE_ROUTERS = ["tenants.replica.ReplicaRouter"]
    # Django's test case would refuse to open a connection that came after it.
    connections[REPLICA].connect()
    yield connections[REPLICA]
    connections[REPLICA].close()
    del connections[REPLICA]


def test_only_reading_requests_read_the_copy(copy: Any) -> None:
    assert router.db_for_read(Page) == DEFAULT_DB_ALIAS
    with reading_a_copy():
        assert router.db_for_read(Page) == REPLICA
        assert router.db_for_read(Session) == DEFAULT_DB_ALIAS
        with reading_the_source():
            assert router.db_for_read(Page) == DEFAULT_DB_ALIAS
        with transaction.atomic():
            assert router.db_for_read(Page) == DEFAULT_DB_ALIAS
        assert router.db_for_read(Page) == REPLICA
        assert router.db_for_write(Page) == DEFAULT_DB_ALIAS
        assert router.db_for_read(Page) == DEFAULT_DB_ALIAS
    assert router.db_for_read(Page) == DEFAULT_DB_ALIAS


def test_what_was_read_from_the_copy_is_saved_to_the_database(copy: Any, health: Agency) -> None:
    with reading_a_copy():
        agency = Agency.objects.get(pk=health.pk)
        assert agency._state.db == REPLICA
        with CaptureQueriesContext(copy) as asked:
            agency.name = "Health and Care"
            agency.save()

    assert asked.captured_queries == []
    assert Agency.objects.get(pk=health.pk).name == "Health and Care"


def test_a_public_page_is_read_from_the_copy_and_the_host_is_not(client: Client, copy: Any, health_home: Page) -> None:
    page = StandardPageFactory(parent=health_home, title="Bus pass", slug="bus-pass")

    with CaptureQueriesContext(copy) as from_copy, CaptureQueriesContext(connections[DEFAULT_DB_ALIAS]) as from_source:
        response = client.get("/bus-pass/", headers={"host": "health.gov.test"})

    assert response.status_code == 200
    assert any(page._meta.db_table in query["sql"] for query in from_copy.captured_queries)
    assert [
        query["sql"] for query in from_copy.captured_queries if not query["sql"].lstrip("(").startswith("SELECT")
    ] == []
    assert "tenants_domain" in from_source.captured_queries[0]["sql"]


def test_what_is_remembered_under_a_version_is_read_at_the_source(client: Client, copy: Any, health: Agency) -> None:
    client.get("/", headers={"host": "health.gov.test"})
    bump_version(AgencySite.objects.get(agency=health).pk)

    with CaptureQueriesContext(copy) as from_copy:
        client.get("/", headers={"host": "health.gov.test"})

    remembered = ("themes_theme", "content_menu", "content_site")
    assert [
        query["sql"] for query in from_copy.captured_queries if any(name in query["sql"] for name in remembered)
    ] == []


def test_the_admin_never_reads_the_copy(client: Client, copy: Any, health_editor: Any) -> None:
    client.force_login(health_editor)

    with CaptureQueriesContext(copy) as from_copy:
        response = client.get("/admin/", headers={"host": "health.admin.gov.test"})

    assert response.status_code == 200
    assert from_copy.captured_queries == []


def test_pages_are_made_without_a_copy_that_is_away(
    client: Client, copy: Any, health: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def refuse() -> None:
        tried.append(1)
        raise OperationalError("connection refused")

    monkeypatch.setattr(copy, "ensure_connection", refuse)

    for _ in range(2):
        assert client.get("/", headers={"host": "health.gov.test"}).status_code == 200
    assert len(tried) == 1


def test_migrations_leave_the_copy_alone() -> None:
    assert router.allow_migrate(DEFAULT_DB_ALIAS, "pages")
    assert not router.allow_migrate(REPLICA, "pages")
