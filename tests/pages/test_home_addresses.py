"""Addresses below a home page stay right when the home page itself changes."""

import pytest

from govcms.pages.models import Page
from tenants.addresses import address_map, current_version
from tests.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


def address_at_the_next_request(page: Page) -> str | None:
    """What a process that knew the old address answers: each request brings the version along."""
    address_map.check(current_version())
    return Page.objects.get(pk=page.pk).url


def test_a_new_slug_of_the_home_page_changes_no_address(health_home, django_capture_on_commit_callbacks):
    page = StandardPageFactory(parent=health_home, title="Contact")
    assert address_at_the_next_request(page) == "http://health.gov.test:8000/contact/"

    health_home.refresh_from_db()
    health_home.slug = "the-first-page-of-all"
    with django_capture_on_commit_callbacks(execute=True):
        health_home.save_revision().publish()

    assert Page.objects.get(pk=page.pk).url_path == "/health/the-first-page-of-all/contact/"
    assert address_at_the_next_request(page) == "http://health.gov.test:8000/contact/"


def test_home_pages_can_change_places(health, health_home):
    other = health_home.copy(update_attrs={"slug": "second"}, recursive=False)
    page = StandardPageFactory(parent=health_home, title="Contact")
    assert address_at_the_next_request(page) == "http://health.gov.test:8000/contact/"

    other.refresh_from_db()
    other.move(Page.objects.get(pk=health_home.pk), pos="left")

    assert address_at_the_next_request(page) == "http://health.gov.test:8000/contact/"
    assert address_at_the_next_request(other) is None
