"""Checking a site, and what its statement says of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import PageViewRestriction

from govcms.accessibility.models import SiteCheck
from govcms.accessibility.tasks import check_all_sites
from govcms.content.models import SiteSettings
from govcms.pages.models import Page
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.factories import StandardPageFactory

pytestmark = pytest.mark.django_db

BAD = [{"type": "rich_text", "value": '<p>For fares <a href="https://example.org/">click here</a>.</p>'}]
GOOD = [{"type": "rich_text", "value": '<p>See <a href="https://example.org/">what a bus costs</a>.</p>'}]


def statement(client: Client, host: str = "health.gov.test") -> str:
    """The page, without the breaks of its lines."""
    response = client.get("/accessibility-statement/", headers={"host": host})
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def found(agency: Agency) -> list[dict[str, Any]]:
    """What the last check found on the agency's site."""
    with tenant_scope(agency):
        findings: list[dict[str, Any]] = SiteCheck.objects.get().findings
        return findings


def test_what_everybody_may_read_is_checked_and_nothing_else(health: Agency, health_home: Page) -> None:
    bad = StandardPageFactory(parent=health_home, title="Fares", body=BAD)
    StandardPageFactory(parent=health_home, title="Stops", body=GOOD)
    StandardPageFactory(parent=health_home, title="Draft", body=BAD, live=False)
    hidden = StandardPageFactory(parent=health_home, title="Hidden", body=BAD)
    PageViewRestriction.objects.create(page=hidden, restriction_type="password", password="open")

    check_all_sites.call()

    assert found(health) == [{"rule": "empty-links", "count": 1, "pages": [bad.pk]}]
    with tenant_scope(health):
        assert SiteCheck.objects.get().pages == 3  # with the home page


def test_a_later_check_takes_the_place_of_the_last(health: Agency, health_home: Page) -> None:
    page = StandardPageFactory(parent=health_home, title="Fares", body=BAD)
    call_command("check_accessibility", agency="health")
    assert len(found(health)) == 1
    page.delete()

    call_command("check_accessibility", agency="health")

    assert found(health) == []


def test_a_command_says_what_it_found(health: Agency, health_home: Page, capsys: pytest.CaptureFixture[str]) -> None:
    StandardPageFactory(parent=health_home, title="Fares", body=BAD)

    call_command("check_accessibility")

    said = capsys.readouterr().out
    assert "Name in the link what is behind it" in said
    assert "2 pages checked; 1 has something to mend" in said


def test_a_statement_begins_without_a_check(client: Client, health: Agency) -> None:
    html = statement(client)

    assert "has not been checked yet" in html
    assert "partially compliant" in html
    assert 'href="/report-a-problem/"' in html


def test_a_statement_says_what_was_found_and_what_the_agency_knows(
    client: Client, health: Agency, health_home: Page
) -> None:
    StandardPageFactory(parent=health_home, title="Fares", body=BAD)
    call_command("check_accessibility", agency="health")
    with tenant_scope(health):
        settings = SiteSettings.objects.get()
        settings.accessibility_issues = "- Old maps have no description.\n\n• Films of meetings have no captions."
        settings.complaints_text = "Turn to the ombudsman."
        settings.contact_email = "help@health.example"
        settings.save()

    html = statement(client)

    assert "Some links do not say where they lead" in html
    assert "We found this on 1 page (WCAG 2.4.4)." in html
    assert "<li>Old maps have no description.</li>" in html
    assert "<li>Films of meetings have no captions.</li>" in html
    assert "Turn to the ombudsman." in html
    assert "mailto:help@health.example" in html
    assert "partially compliant" in html


def test_a_page_that_was_there_before_stays(client: Client, health_home: Page) -> None:
    page = StandardPageFactory(parent=health_home, title="Our own statement", slug="ours")
    # As it was written before the platform took the address: today no page gets it.
    address = page.url_path.replace("/ours/", "/accessibility-statement/")
    Page.objects.filter(pk=page.pk).update(slug="accessibility-statement", url_path=address)

    assert "Our own statement" in statement(client)


def test_every_page_leads_to_the_statement(client: Client, health_home: Page) -> None:
    assert 'href="/accessibility-statement/"' in client.get("/", headers={"host": "health.gov.test"}).content.decode()


@pytest.mark.parametrize("pages", [1, 20])
def test_a_statement_costs_the_same_however_much_was_found(
    client: Client, health_home: Page, pages: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(pages):
        StandardPageFactory(parent=health_home, title=f"Fares {number}", body=BAD)
    call_command("check_accessibility", agency="health")
    statement(client)

    with django_assert_num_queries(3):  # the host, a page in its place, and the check
        statement(client)
