"""sitemap.xml and robots.txt."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from govcms.content import sitemaps
from govcms.content.models import StandardPage
from govcms.pages.models import Page
from tenants.models import Agency
from tests.content.conftest import HOST
from tests.factories import StandardPageFactory

pytestmark = pytest.mark.django_db
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def addresses(client: Client, path: str = "/sitemap.xml") -> list[str]:
    """The addresses in a sitemap file."""
    response = client.get(path, headers=HOST)
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own answer
    return [element.text or "" for element in root.iter(LOCATION)]


def test_it_names_the_public_pages_of_the_site_and_no_others(
    client: Client, bus_pass: StandardPage, transport: Agency, transport_home: Page
) -> None:
    StandardPageFactory(parent=transport_home, slug="timetable")
    withdrawn = StandardPageFactory(parent=bus_pass.get_parent(), slug="withdrawn")
    StandardPage.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.localdate())
    StandardPageFactory(parent=bus_pass.get_parent(), slug="draft", live=False)

    root = "http://health.gov.test:8000"
    assert addresses(client) == [
        f"{root}/", f"{root}/fares/", f"{root}/getting-about/", f"{root}/getting-about/bus-pass/",
    ]  # fmt: skip

    PageViewRestriction.objects.create(page=bus_pass.get_parent(), restriction_type="password", password="x")

    assert addresses(client) == [f"{root}/", f"{root}/fares/"]


def test_a_large_site_has_an_index_and_files(
    client: Client, monkeypatch: pytest.MonkeyPatch, bus_pass: StandardPage
) -> None:
    monkeypatch.setattr(sitemaps, "PER_FILE", 3)

    assert addresses(client) == [f"http://health.gov.test:8000/sitemap-{number}.xml" for number in (1, 2)]
    assert len(addresses(client, "/sitemap-1.xml")) == 3
    assert len(addresses(client, "/sitemap-2.xml")) == 1
    assert client.get("/sitemap-3.xml", headers=HOST).status_code == 404
    assert client.get("/sitemap-0.xml", headers=HOST).status_code == 404


def test_robots_may_read_a_live_site(client: Client, health: Agency) -> None:
    lines = client.get("/robots.txt", headers=HOST).content.decode().splitlines()

    assert "Disallow: /search/" in lines
    assert "Disallow: /" not in lines
    assert "Sitemap: http://health.gov.test:8000/sitemap.xml" in lines
