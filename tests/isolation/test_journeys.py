"""Nobody puts words on another agency's site with a step by step, but the platform, or who was chosen there."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from govcms.content.journeys import refresh_journeys
from govcms.content.models import SiteSettings
from govcms.identity.models import User
from tenants.models import Agency
from tests.conftest import home_of
from tests.content.test_journeys import journey, part_of, step
from tests.isolation.admin_urls import ADMIN_URLCONF
from tests.isolation.conftest import CANARY, Holdings, signed_in

LIVE = "/amber-live/"
ADDRESS = f"https://health.gov.test:8000{LIVE}"


@pytest.fixture
def theirs(own: Holdings, foreign: Holdings) -> Any:
    """A journey of Transport's that leads to a page of Health's, by its address and by its id."""
    return journey(foreign.home, step("Pay", ADDRESS, own.live_page), title=f"{CANARY} journey")


def settings_form(agency: Agency, **fields: Any) -> tuple[str, dict[str, Any]]:
    """Where the settings of the agency's site are changed, and the least that this takes."""
    row = SiteSettings._base_manager.get(agency=agency)
    return reverse("site_settings:edit", args=[row.pk], urlconf=ADMIN_URLCONF), {"social-count": "0", **fields}


def test_a_journey_shows_on_anothers_page_once_it_is_chosen_there(
    client: Client, own: Holdings, theirs: Any, health_admin: User
) -> None:
    assert part_of(client, LIVE) == ""
    address, form = settings_form(own.agency, journeys=[str(theirs.uid)])
    admin = signed_in(health_admin)

    assert f"{theirs.title} (Transport Agency)" in admin.get(address).content.decode()
    assert admin.post(address, form).status_code == 302

    html = part_of(client, LIVE)
    assert f'href="http://transport.gov.test:8000/move/">{theirs.title}</a>' in html
    assert "(Transport Agency)" in html

    # It stays chosen while it is away, and no longer once it is taken out.
    theirs.unpublish()
    assert part_of(client, LIVE) == ""
    assert admin.post(address, {**form, "journeys": []}).status_code == 302
    type(theirs).objects.update(live=True)
    refresh_journeys([theirs.pk])
    assert part_of(client, LIVE) != ""
    assert admin.post(address, {**form, "journeys": []}).status_code == 302
    assert part_of(client, LIVE) == ""


def test_the_platforms_journeys_show_everywhere(client: Client, own: Holdings, platform: Agency) -> None:
    journey(home_of(platform), step("Pay", ADDRESS), title="Have a child")

    assert "Have a child" in part_of(client, LIVE)


@pytest.mark.parametrize("what", ["draft", "other site", "own", "unknown", "not open", "not live"])
def test_only_published_journeys_that_lead_here_are_offered(
    what: str, own: Holdings, foreign: Holdings, health_admin: User
) -> None:
    target = "https://elsewhere.example/" if what == "other site" else ADDRESS
    parent = own.home if what == "own" else foreign.home
    title = "Offered" if what == "unknown" else f"{CANARY} journey"
    made = journey(parent, step("Pay", target), title=title, live=what != "draft")
    if what == "not open":
        made.view_restrictions.create(restriction_type="password", password="x")
    if what == "not live":
        Agency.objects.filter(pk=foreign.agency.pk).update(status=Agency.Status.DRAFT)
    uid = foreign.agency.uid if what == "unknown" else made.uid
    address, form = settings_form(own.agency, journeys=[str(uid)])
    admin = signed_in(health_admin)

    for answer in (admin.post(address, form), admin.get(address)):
        assert answer.status_code == 200
        assert CANARY.lower() not in answer.content.decode().lower()
    assert SiteSettings._base_manager.get(agency=own.agency).journeys == []


def test_what_one_agency_chose_shows_nowhere_else(
    client: Client, own: Holdings, theirs: Any, foreign: Holdings
) -> None:
    SiteSettings._base_manager.filter(agency=foreign.agency).update(journeys=[str(theirs.uid)])

    assert part_of(client, LIVE) == ""
