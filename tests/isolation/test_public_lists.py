"""Whatever lists pages to the public, from listings to search, lists those alone that it may read."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from govcms.pages.bin.actions import move_to_bin
from govcms.pages.models import Page
from search.outbox import catch_up
from tenants.actions import suspend_agency
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.factories import ListingPageFactory, NewsPageFactory

SITE, PORTAL = "health.gov.test", "gov.test"
WORD = "Seezunge"


@pytest.fixture
def listing(health_home: Page, tmp_path: Path, settings: Any) -> Page:
    """The news of Health, with one that everybody may read."""
    settings.DATA_DIR = tmp_path
    page: Page = ListingPageFactory(parent=health_home, title="News", slug="news")
    NewsPageFactory(parent=page, title="Open Seegras", slug="open", date=date(2026, 1, 2), summary=WORD.upper())
    return page


def news(listing: Page, **values: Any) -> Any:
    """One that the public may not read, or not yet."""
    hidden = {"title": f"{WORD} plan", "slug": "plan", "date": date(2026, 1, 1), "summary": f"{WORD} summary"}
    return NewsPageFactory(parent=listing, **{**hidden, **values})


def lists_with_it() -> list[str]:
    """The addresses of the lists that name the hidden one."""
    catch_up()
    found = []
    asked = [
        (SITE, "/news/"),
        (SITE, "/news/feed/"),
        (SITE, "/"),
        (SITE, "/sitemap.xml"),
        (SITE, "/search/?q=seezunge"),
    ]
    asked += [(SITE, "/search/?q=seezunge&everywhere=1"), (PORTAL, "/search/?q=seezunge"), (PORTAL, "/")]
    for host, path in asked:
        text = Client().get(path, headers={"host": host}).content.decode()
        if f"{WORD} " in text or "/plan/" in text or "/mirror/" in text or "/below/" in text:
            found.append(f"{host}{path}")
    return found


def test_an_open_one_is_found_by_these_lists(listing: Page, platform: Agency) -> None:
    news(listing)

    assert len(lists_with_it()) >= 6


@pytest.mark.parametrize("state", ["draft", "protected", "below a protected one", "in the bin", "of a closed agency"])
def test_none_names_what_is_not_public(state: str, listing: Page, platform: Agency, health: Agency) -> None:
    page = news(listing, live=state != "draft")
    if state == "protected":
        page.view_restrictions.create(restriction_type="password", password="open sesame")
    if state == "below a protected one":
        closed = news(listing, slug="closed", title="Closed")
        page.move(closed, pos="last-child")
        closed.view_restrictions.create(restriction_type="password", password="open sesame")
    if state == "in the bin":
        with tenant_scope(health):
            move_to_bin(page=page, user=None)
    if state == "of a closed agency":
        suspend_agency(agency=health)

    assert lists_with_it() == []


def test_an_alias_is_listed_as_little_as_its_page_whenever_that_was_protected(
    listing: Page, platform: Agency, health_home: Page
) -> None:
    page = news(health_home, slug="source")
    page.create_alias(parent=listing, update_slug="mirror")
    restriction = page.view_restrictions.create(restriction_type="password", password="open sesame")

    assert lists_with_it() == []
    assert WORD not in Client().get("/news/mirror/", headers={"host": SITE}).content.decode()

    restriction.delete()
    assert f"{SITE}/news/" in lists_with_it()
    assert WORD in Client().get("/news/mirror/", headers={"host": SITE}).content.decode()


def test_an_alias_whose_protected_page_is_deleted_stays_closed(listing: Page, health_home: Page) -> None:
    page = news(health_home, slug="source")
    alias = page.create_alias(parent=listing, update_slug="mirror")
    page.view_restrictions.create(restriction_type="password", password="open sesame")

    page.delete()

    alias.refresh_from_db()
    assert alias.alias_of_id is None
    assert alias.view_restrictions.exists()
    assert WORD not in Client().get("/news/mirror/", headers={"host": SITE}).content.decode()
