"""What is wrong on an agency's pages is shown to its own people, and counted in its own statement."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.test import Client

from govcms.accessibility.models import SiteCheck
from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.models import Agency
from tests.factories import StandardPageFactory
from tests.isolation.conftest import CANARY, signed_in

BAD = [{"type": "rich_text", "value": '<p>For fares <a href="https://example.org/">click here</a>.</p>'}]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
REPORT = "/admin/reports/accessibility/"


@pytest.mark.parametrize("role", ["health_viewer", "health_editor", "health_admin", "both_editor"])
def test_a_report_shows_the_agencys_own_pages_alone(
    role: str, health_home: Page, transport_home: Page, request: pytest.FixtureRequest
) -> None:
    StandardPageFactory(parent=health_home, title="Amber", body=BAD)
    StandardPageFactory(parent=transport_home, title=CANARY, body=BAD)
    call_command("check_accessibility")

    page = signed_in(request.getfixturevalue(role)).get(REPORT).content.decode()

    assert "Amber" in page
    assert CANARY not in page
    assert "Transport" not in page.replace("Transport Agency", "") or role == "both_editor"


def test_a_check_reaches_the_agencys_own_sites_alone(health: Agency, transport: Agency, health_editor: User) -> None:
    assert signed_in(health_editor).post(f"{REPORT}check/").status_code == 302

    assert [check.agency_id for check in SiteCheck._base_manager.all()] == [health.pk]


def test_who_only_looks_begins_no_check_and_nobody_begins_two(health: Agency, health_viewer: User, health_editor: User):
    assert signed_in(health_viewer).post(f"{REPORT}check/").status_code == 403
    assert "Check now" not in signed_in(health_viewer).get(REPORT).content.decode()

    for _ in range(2):
        signed_in(health_editor).post(f"{REPORT}check/")
        SiteCheck._base_manager.update(checked_at=LONG_AGO)

    assert SiteCheck._base_manager.get().checked_at == LONG_AGO


def test_a_statement_counts_its_own_site(health_home: Page, transport_home: Page) -> None:
    StandardPageFactory(parent=transport_home, title=CANARY, body=BAD)
    call_command("check_accessibility")

    html = Client(headers={"host": "health.gov.test"}).get("/accessibility-statement/").content.decode()

    assert "Some links" not in html
