"""What editors do: menus, settings, writing a page, previews and block previews."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from govcms.content.models import (
    EventPage,
    GuidePage,
    ListingPage,
    Menu,
    NewsPage,
    OfficePage,
    PersonPage,
    PublicationPage,
    ServicePage,
    SiteSettings,
    StandardPage,
    StepByStepPage,
)
from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.content.conftest import HOST

pytestmark = pytest.mark.django_db
ADMIN = {"host": "health.admin.gov.test"}


def address(name: str, *args: Any) -> str:
    """An address of the admin."""
    return reverse(name, urlconf="govcms.urls.admin", args=args)


def menu_form(*, title: str, page: Page, child: Page) -> dict[str, Any]:
    """What the menu screen sends for one entry with one link below it."""
    return {
        "items-count": 1, "items-0-deleted": "", "items-0-order": 0, "items-0-type": "item", "items-0-id": "",
        "items-0-value-title": title, "items-0-value-page": page.pk, "items-0-value-url": "",
        "items-0-value-children-count": 1,
        "items-0-value-children-0-deleted": "", "items-0-value-children-0-order": 0, "items-0-value-children-0-id": "",
        "items-0-value-children-0-value-title": "", "items-0-value-children-0-value-page": child.pk,
        "items-0-value-children-0-value-url": "",
        "footer-count": 0,
    }  # fmt: skip


def test_a_publisher_changes_the_menu_and_readers_see_it(
    client: Client, health_publisher: User, menus: Menu, fares: StandardPage, bus_pass: StandardPage
) -> None:
    client.force_login(health_publisher)
    index = client.get(address("menus:index"), headers=ADMIN)
    assert (index.status_code, index.headers["Location"]) == (302, address("menus:edit", menus.pk))
    assert b"Travel" in client.get(address("menus:edit", menus.pk), headers=ADMIN).content

    form = menu_form(title="Getting there", page=fares, child=bus_pass)
    response = client.post(address("menus:edit", menus.pk), form, headers=ADMIN)

    assert response.status_code == 302
    html = client.get("/", headers=HOST).content.decode()
    assert "Getting there" in html
    assert "Travel" not in html
    assert 'href="/getting-about/bus-pass/"' in html
    assert client.get(address("menus:history", menus.pk), headers=ADMIN).status_code == 200


def test_a_menu_refuses_pages_of_other_agencies_and_links_to_nowhere(
    client: Client, health_publisher: User, menus: Menu, fares: StandardPage, transport_home: Page
) -> None:
    client.force_login(health_publisher)

    for form in (
        menu_form(title="Theirs", page=transport_home, child=fares),
        {**menu_form(title="Nowhere", page=fares, child=fares), "items-0-value-page": ""},
    ):
        assert client.post(address("menus:edit", menus.pk), form, headers=ADMIN).status_code in {200, 404}
    with tenant_scope(menus.agency):
        assert Menu.objects.get().items[0].value["title"] == "Travel"


def test_an_agency_admin_changes_the_settings(client: Client, health: Agency, health_admin: User, menus: Menu) -> None:
    client.force_login(health_admin)
    with tenant_scope(health):
        settings = SiteSettings.objects.get()
    form = {"tagline": "At your service", "social-count": 0, "contact_email": "a@b.example"}

    response = client.post(address("site_settings:edit", settings.pk), form, headers=ADMIN)

    assert response.status_code == 302
    assert "At your service" in client.get("/", headers=HOST).content.decode()


@pytest.mark.parametrize("person", ["health_editor", "health_viewer"])
def test_who_may_not_change_menus_is_refused(
    client: Client, request: pytest.FixtureRequest, menus: Menu, person: str
) -> None:
    client.force_login(request.getfixturevalue(person))

    assert client.get(address("menus:edit", menus.pk), headers=ADMIN).status_code == 403


def test_menus_of_another_agency_are_not_there(
    client: Client, both_editor: User, transport: Agency, health_admin: User, menus: Menu
) -> None:
    with tenant_scope(transport):
        theirs = Menu.objects.get()
    client.force_login(health_admin)

    assert client.get(address("menus:edit", menus.pk), headers=ADMIN).status_code == 200
    assert client.get(address("menus:edit", theirs.pk), headers=ADMIN).status_code == 404


@pytest.mark.parametrize(
    "page_type",
    [
        StandardPage, ListingPage, NewsPage, GuidePage, ServicePage, StepByStepPage, PublicationPage, EventPage,
        OfficePage, PersonPage,
    ],
)  # fmt: skip
def test_an_editor_is_offered_every_page_type_with_its_checks(
    client: Client, health_editor: User, health_home: Page, page_type: type[Page]
) -> None:
    client.force_login(health_editor)
    name = page_type._meta.model_name

    response = client.get(address("wagtailadmin_pages:add", "content", name, health_home.pk), headers=ADMIN)

    html = response.content.decode()
    assert response.status_code == 200
    for part in ('data-side-panel="preview"', 'data-side-panel="checks"', 'data-side-panel="comments"'):
        assert part in html, part


def test_what_belongs_to_the_platform_is_not_offered(client: Client, health_editor: User, health_home: Page) -> None:
    client.force_login(health_editor)

    html = client.get(address("wagtailadmin_pages:add_subpage", health_home.pk), headers=ADMIN).content.decode()

    assert "standard page" in html.lower()
    assert "latest news of all agencies" not in html.lower()
    assert address("wagtailadmin_pages:add", "content", "homepage", health_home.pk) not in html


def test_a_preview_is_drawn_as_the_site_draws_it_with_the_editors_checks(
    client: Client, health_editor: User, bus_pass: StandardPage, menus: Menu
) -> None:
    client.force_login(health_editor)
    url = address("wagtailadmin_pages:preview_on_edit", bus_pass.pk)
    form = {
        "title": "Bus pass for all", "slug": "bus-pass", "summary": "New", "change_type": "minor",
        "body-count": 1, "body-0-deleted": "", "body-0-order": 0, "body-0-type": "heading", "body-0-id": "",
        "body-0-value-text": "Draft heading", "body-0-value-level": "h2",
        "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0,
    }  # fmt: skip
    saved = client.post(url, form, headers=ADMIN)
    assert json.loads(saved.content)["is_valid"], saved.content

    html = client.get(f"{url}?in_preview_panel=true", headers=ADMIN).content.decode()

    for part in ("Bus pass for all", "Draft heading", "Travel", 'action="/search/"', "wagtail-userbar", "noindex"):
        assert part in html, part
    assert "wagtail-userbar" not in client.get("/getting-about/bus-pass/", headers=HOST).content.decode()


def test_a_new_page_has_a_preview_too(client: Client, health_editor: User, health_home: Page) -> None:
    client.force_login(health_editor)
    url = address("wagtailadmin_pages:preview_on_add", "content", "newspage", health_home.pk)
    form = {
        "title": "Brand new", "slug": "brand-new", "summary": "", "change_type": "minor", "date": "2026-03-04",
        "body-count": 0, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0,
    }  # fmt: skip
    saved = client.post(url, form, headers=ADMIN)
    assert json.loads(saved.content)["is_valid"], saved.content

    html = client.get(url, headers=ADMIN).content.decode()

    assert "Brand new" in html
    assert "Ministry of Health" in html


def test_what_a_preview_links_to_answers_on_the_admin_host(
    client: Client, health_editor: User, bus_pass: StandardPage
) -> None:
    client.force_login(health_editor)
    html = client.get("/getting-about/bus-pass/", headers=HOST).content.decode()
    stylesheet = html.split('href="/theme/')[1].split('"')[0]
    picture = html.split('src="/media/')[1].split('"')[0]

    assert client.get(f"/theme/{stylesheet}", headers=ADMIN).status_code == 200
    assert client.get(f"/media/{picture}", headers=ADMIN).status_code == 200


def test_a_reserved_address_is_refused_beside_its_field(client: Client, health_editor: User, health_home: Page) -> None:
    client.force_login(health_editor)
    form = {
        "title": "Search", "slug": "search", "summary": "", "change_type": "minor", "body-count": 0,
        "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0,
    }  # fmt: skip

    url = address("wagtailadmin_pages:add", "content", "standardpage", health_home.pk)
    response = client.post(url, form, headers=ADMIN)

    assert response.status_code == 200
    assert "The platform itself answers at" in response.content.decode()


@pytest.mark.parametrize("key", ["callout", "image"])
def test_the_block_chooser_shows_a_block_in_the_agencys_look(client: Client, health_editor: User, key: str) -> None:
    client.force_login(health_editor)
    block = StandardPage._meta.get_field("body").stream_block.child_blocks[key]

    response = client.get(address("wagtailadmin_block_preview"), {"id": block.definition_prefix}, headers=ADMIN)

    assert response.status_code == 200
    assert b"/theme/" in response.content
