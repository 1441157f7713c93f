"""Error pages: in the look of the site, with a reference, without the database where it may be away."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from govcms.content import serving
from govcms.content.models import Menu
from tenants.actions import suspend_agency
from tenants.models import Agency
from tests.content.conftest import HOST

pytestmark = pytest.mark.django_db


def test_not_found_has_the_menu_a_search_and_a_reference(client: Client, menus: Menu) -> None:
    response = client.get("/nothing/", headers=HOST)

    html = response.content.decode()
    assert response.status_code == 404
    assert "Travel" in html
    assert 'action="/search/"' in html
    assert response.headers["X-Request-ID"] in html


@pytest.mark.parametrize(("error", "status"), [(RuntimeError("bug"), 500), (OperationalError("gone"), 503)])
def test_a_failure_asks_the_database_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any, menus: Menu, error: Exception,
    status: int,
) -> None:  # fmt: skip
    def fail(*args: Any) -> None:
        raise error

    client.get("/", headers=HOST)
    monkeypatch.setattr(serving, "find", fail)
    client.raise_request_exception = False

    # The host, and nothing after it.
    with django_assert_num_queries(1):
        response = client.get("/", headers=HOST)

    html = response.content.decode()
    assert response.status_code == status
    assert "Travel" in html
    assert response.headers["X-Request-ID"] in html
    assert "Traceback" not in html
    assert (response.headers.get("Retry-After") is not None) is (status == 503)


def test_without_any_database_there_is_still_a_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(host: str) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("tenants.middleware.resolve_host", fail)
    client.raise_request_exception = False

    response = client.get("/", headers=HOST)

    assert response.status_code == 503
    assert "not available" in response.content.decode()


def test_a_suspended_site_says_so_with_a_reference(client: Client, health: Agency) -> None:
    suspend_agency(agency=health)

    response = client.get("/", headers=HOST)

    assert response.status_code == 503
    assert "This site is not available" in response.content.decode()
    assert response.headers["X-Request-ID"] in response.content.decode()
