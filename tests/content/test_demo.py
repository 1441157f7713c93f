"""The demo: a country with a portal, agencies and people, which is there once however often it is asked for."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from govcms.content.site_content.demo import seed_demo
from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.models import Page, Topic
from tenants.models import Agency, Membership
from tenants.scope import tenant_scope
from tests.content.test_site_content import fields_are_valid

pytestmark = pytest.mark.django_db

# The languages of the demo's sites beside English.
DEMO_LANGUAGES = {"harbour": ["fr"], "health": ["ar"]}


@pytest.fixture
def small_pictures(settings: Any) -> None:
    """Pictures of the right kind that take little time to draw."""
    settings.DEMO_PICTURE_SCALE = 0.04


def test_the_demo_is_a_country_with_a_portal_agencies_and_people(small_pictures: None) -> None:
    call_command("seed_demo")

    said = json.loads(Path(settings.DATA_DIR, "demo.json").read_text())
    assert said["portal"] == "http://gov.test:8000/"
    assert said["start"] == "http://admin.gov.test:8000/"
    assert [agency["key"] for agency in said["agencies"]] == ["platform", "health", "transport", "harbour"]
    assert said["agencies"][1] == {
        "key": "health",
        "name": "Ministry of Health",
        "host": "health.gov.test",
        "admin_host": "health.admin.gov.test",
        "url": "http://health.gov.test:8000/",
        "admin_url": "http://health.admin.gov.test:8000/",
    }
    assert {len(account["agencies"]) for account in said["accounts"]} == {1, 2}
    for account in said["accounts"]:
        memberships = Membership.objects.current().filter(user__email=account["email"], role=account["role"])
        assert [membership.agency.key for membership in memberships] == account["agencies"]
        assert memberships[0].user.check_password(account["password"])
    for agency in Agency.objects.all():
        assert agency.status == Agency.Status.LIVE
        pages = Page.objects.filter(agency=agency, depth__gt=2).specific()
        assert len(pages) >= (9 if agency.is_platform else 40)
        with tenant_scope(agency):
            assert all(fields_are_valid(page) for page in pages)
            assert agency.sites.get().languages == ["en", *DEMO_LANGUAGES.get(agency.key, [])]
    assert Page.find_problems() == ([], [], [], [], [])

    # Once more: it says the same, adds nothing and leaves what people changed.
    everything = (Page, AgencyImage, AgencyDocument, Membership, Topic)
    rows = [model.objects.count() for model in everything]
    Page.objects.filter(slug="contact", agency__key="health").update(title="Changed by an editor")
    assert seed_demo() == said
    assert rows == [model.objects.count() for model in everything]
    assert Page.objects.filter(title="Changed by an editor").exists()
