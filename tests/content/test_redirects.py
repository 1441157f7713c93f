"""Old addresses lead on, on their own site alone."""

import pytest
from django.test import Client

from govcms.content.models import Redirect
from govcms.pages.models import Page
from tenants.models import Agency
from tests.factories import StandardPageFactory

HEALTH = {"host": "health.gov.test"}


def redirect(agency: Agency, old_path: str, **values: object) -> Redirect:
    """An old address of the agency's site."""
    return Redirect.objects.create(agency=agency, agency_site=agency.sites.get(), old_path=old_path, **values)


@pytest.mark.parametrize(("permanent", "status"), [(True, 301), (False, 302)])
@pytest.mark.parametrize("asked", ["/old/fees.html", "/old/fees.html?print=1", "/old/fees.html/"])
def test_an_old_address_leads_to_its_page(permanent: bool, status: int, asked: str, health: Agency, health_home: Page):
    page = StandardPageFactory(parent=health_home, title="Fees", slug="fees")
    redirect(health, "/old/fees.html", page=page, is_permanent=permanent)

    answer = Client().get(asked, headers=HEALTH)

    assert answer.status_code == status
    # The page may come back: who was led on once asks again.
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer["Location"].endswith("/fees/")


def test_it_leads_nowhere_while_its_page_is_a_draft(health: Agency, health_home: Page):
    redirect(health, "/old", page=StandardPageFactory(parent=health_home, title="Fees", slug="fees", live=False))

    assert Client().get("/old/", headers=HEALTH).status_code == 404


@pytest.mark.parametrize("asked", ["//[", "//[/old", "///", "/\x00/", "/a\r\nb/", "/[::1"])
def test_what_is_asked_for_need_not_be_an_address(asked: str, health: Agency):
    assert Client().get("/", PATH_INFO=asked, headers=HEALTH).status_code in {200, 404}


def test_it_counts_on_its_own_site_alone(health: Agency, transport: Agency):
    redirect(transport, "/old", address="https://example.org/")

    assert Client().get("/old/", headers={"host": "transport.gov.test"}).status_code == 301
    assert Client().get("/old/", headers=HEALTH).status_code == 404


def test_a_page_that_is_there_costs_no_more(health: Agency, health_home: Page, django_assert_max_num_queries):
    StandardPageFactory(parent=health_home, title="Fees", slug="fees")
    redirect(health, "/fees", address="https://example.org/")
    Client().get("/fees/", headers=HEALTH)

    with django_assert_max_num_queries(14) as asked:
        assert Client().get("/fees/", headers=HEALTH).status_code == 200

    assert not [query for query in asked.captured_queries if "content_redirect" in query["sql"]]
