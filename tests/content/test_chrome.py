"""What a process remembers of menus and settings, and when it reads them again."""

from typing import Any

import pytest
from django.test import Client

from govcms.content import chrome
from govcms.content.models import Menu, SiteSettings, StandardPage
from tenants.models import AgencySite
from tenants.scope import tenant_scope
from tests.content.conftest import HOST

pytestmark = pytest.mark.django_db


def site_chrome(agency_site: AgencySite) -> chrome.Chrome:
    """The chrome as a request would see it, the site read anew."""
    with tenant_scope(agency_site.agency):
        return chrome.site_chrome(AgencySite.objects.select_related("agency", "site").get(pk=agency_site.pk), "en")


def test_it_is_read_once(health_site: AgencySite, menus: Menu, django_assert_num_queries: Any) -> None:
    first = site_chrome(health_site)

    with django_assert_num_queries(1):
        assert site_chrome(health_site) is first
    assert [(link.title, link.url) for link in first.menu] == [("Travel", "/fares/")]
    assert [(link.title, link.url) for link in first.menu[0].children] == [("Bus pass", "/getting-about/bus-pass/")]
    assert first.search_url == "/search/"
    assert first.direction == "ltr"


def test_changed_settings_and_menus_show_at_once(health_site: AgencySite, menus: Menu) -> None:
    site_chrome(health_site)
    with tenant_scope(health_site.agency):
        settings = SiteSettings.objects.get()
        settings.tagline = "New words"
        settings.save()
        menus.footer = []
        menus.save()

    changed = site_chrome(health_site)

    assert changed.settings.tagline == "New words"
    assert changed.footer_links == ()


def test_a_menu_follows_its_pages(
    client: Client, health_site: AgencySite, menus: Menu, bus_pass: StandardPage, fares: StandardPage
) -> None:
    assert site_chrome(health_site).menu[0].children

    page = StandardPage.objects.get(pk=bus_pass.pk)
    page.title, page.slug = "Free travel", "free"
    page.save_revision().publish()
    [child] = site_chrome(health_site).menu[0].children
    assert (child.title, child.url) == ("Free travel", "/getting-about/free/")

    page.get_parent().specific.move(fares, pos="last-child")
    assert site_chrome(health_site).menu[0].children[0].url == "/fares/getting-about/free/"

    StandardPage.objects.get(pk=page.pk).unpublish()
    assert site_chrome(health_site).menu[0].children == ()


def test_links_lead_nowhere_without_a_live_page(health_site: AgencySite, menus: Menu, fares: StandardPage) -> None:
    fares.unpublish()

    [item] = site_chrome(health_site).menu

    # The links below it are still good.
    assert (item.title, item.url, len(item.children)) == ("Travel", "", 1)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch, health_site: AgencySite) -> None:
    monkeypatch.setattr(chrome, "MAX_REMEMBERED", 1)
    with tenant_scope(health_site.agency):
        chrome.site_chrome(health_site, "en")
        chrome.site_chrome(health_site, "fr")

    assert chrome.remembered_chrome(health_site, "en") is None
    assert chrome.remembered_chrome(health_site, "fr") is not None


def test_menus_of_other_agencies_do_not_show(client: Client, menus: Menu, transport_home: Any) -> None:
    assert "Travel" in client.get("/", headers=HOST).content.decode()
    assert "/fares/" not in client.get("/", headers={"host": "transport.gov.test"}).content.decode()
