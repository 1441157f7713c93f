"""Guides: parts at addresses of their own, the way through them, all of it on one page."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import PageViewRestriction

from govcms.content.blocks.guide import GuideBlock
from govcms.content.models import GuidePage, StandardPage
from govcms.pages.models import Page
from tests.content.conftest import HOST
from tests.content.kinds_of_pages import guide, stream, text
from tests.factories import GuidePageFactory

pytestmark = pytest.mark.django_db
PARTS = GuideBlock()


@pytest.fixture
def pass_guide(health_home: Page, fares: StandardPage) -> GuidePage:
    """A guide of three parts at /guide/."""
    made: GuidePage = guide(health_home, page=fares)
    return made


def test_each_part_has_an_address_and_leads_on(client: Client, pass_guide: GuidePage) -> None:
    first, second, last = (
        client.get(path, headers=HOST).content.decode()
        for path in ("/guide/", "/guide/what-it-costs/", "/guide/how-to-apply/")
    )

    assert ("Everybody over sixty" in first, "the fares" in first) == (True, False)
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'rel="prev"' in second
    assert 'href="/guide/how-to-apply/"' in second
    assert '<a href="/fares/">the fares</a>' in second
    assert 'rel="next"' not in last
    assert "<title>What it costs: Your bus pass" in second
    assert '<link rel="canonical" href="http://health.gov.test:8000/guide/what-it-costs/">' in second
    assert 'href="/guide/what-it-costs/" aria-current="page"' in second
    assert second.count("<h1") == 1


def test_the_first_part_has_one_address(client: Client, pass_guide: GuidePage) -> None:
    response = client.get("/guide/overview/", headers=HOST)

    assert (response.status_code, response.headers["Location"]) == (302, "/guide/")


def test_all_parts_stand_on_one_page_for_printing(client: Client, pass_guide: GuidePage) -> None:
    html = client.get("/guide/print/", headers=HOST).content.decode()

    for words in ("Everybody over sixty", "the fares", "At any office", 'id="what-it-costs"', "noindex"):
        assert words in html, words
    assert 'href="http://health.gov.test:8000/guide/"' in html
    assert "ld+json" not in html


@pytest.mark.parametrize(
    "path", ["/guide/nothing/", "/guide/print/more/", "/guide/what-it-costs/more/", "/guide/feed/"]
)
def test_what_is_no_part_is_not_there(client: Client, pass_guide: GuidePage, path: str) -> None:
    assert client.get(path, headers=HOST).status_code == 404


def test_a_password_stands_before_every_part(client: Client, pass_guide: GuidePage) -> None:
    PageViewRestriction.objects.create(page=pass_guide, restriction_type="password", password="correct horse")

    for path in ("/guide/", "/guide/what-it-costs/", "/guide/print/"):
        html = client.get(path, headers=HOST).content.decode()
        assert "password" in html.lower(), path
        assert "the fares" not in html, path


def test_a_withdrawn_guide_says_so_on_every_part_and_a_draft_has_none(client: Client, pass_guide: GuidePage) -> None:
    GuidePage.objects.update(withdrawn_at="2026-01-01", withdrawn_reason="Buses are free now.")
    for path in ("/guide/", "/guide/what-it-costs/", "/guide/print/"):
        assert "Buses are free now." in client.get(path, headers=HOST).content.decode(), path

    pass_guide.unpublish()
    assert client.get("/guide/what-it-costs/", headers=HOST).status_code == 404


def test_search_and_sitemap_know_the_parts(client: Client, pass_guide: GuidePage) -> None:
    words = pass_guide.body_text()

    assert "Everybody over sixty" in words
    assert "At any office" in words
    assert "what-it-costs" not in words
    sitemap = client.get("/sitemap.xml", headers=HOST).content.decode()
    assert "/guide/what-it-costs/</loc>" in sitemap
    assert "/guide/overview/" not in sitemap


def test_a_guide_without_parts_is_an_empty_page(client: Client, health_home: Page) -> None:
    GuidePageFactory(parent=health_home, title="Soon", slug="soon")

    assert client.get("/soon/", headers=HOST).status_code == 200
    assert client.get("/soon/print/", headers=HOST).status_code == 200


def parts_of(*values: dict[str, Any]) -> Any:
    """Parts as the form has them."""
    return PARTS.to_python(stream("part", *({"body": text("<p>Words.</p>"), "slug": "", **value} for value in values)))


def test_addresses_are_made_of_titles(health_home: Page) -> None:
    cleaned = PARTS.clean(parts_of({"title": "What it costs 💶"}, {"title": "كم يكلف"}, {"title": "X", "slug": "Ex"}))

    assert [part.value["slug"] for part in cleaned] == ["what-it-costs", "كم-يكلف", "ex"]


@pytest.mark.parametrize(
    ("values", "where", "message"),
    [
        ([{"title": "One", "slug": "a"}, {"title": "Two", "slug": "a"}], 1, "Another part has the address"),
        ([{"title": "Costs"}, {"title": "Costs"}], 1, "Another part has the address"),
        ([{"title": "One", "slug": "print"}], 0, "The guide itself answers"),
        ([{"title": "Print"}], 0, "The guide itself answers"),
        ([{"title": "One", "slug": "emoji-😀"}], 0, "Use letters, digits and hyphens"),
        ([{"title": "One", "slug": "right\u200fto-left"}], 0, "Use letters, digits and hyphens"),
        ([{"title": "One", "slug": "two words"}], 0, "Use letters, digits and hyphens"),
        ([{"title": "😀"}], 0, "no letters to make an address of"),
    ],
)
def test_wrong_addresses_are_refused_at_their_field(
    health_home: Page, values: list[dict[str, Any]], where: int, message: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        PARTS.clean(parts_of(*values))

    error = caught.value.block_errors[where].block_errors["slug"]  # type: ignore[attr-defined]
    assert message in str(error.messages if hasattr(error, "messages") else error)
