"""The read crawl finds a hole when there is one: each is opened on purpose, and each has to be seen.

What is opened is the rule that stands before a screen; the crawl then has to name the leak. With the hole shut the
same crawl has to find nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tenants import admin_rules
from tenants.admin_rules import neutral
from tenants.models import Role
from tests.isolation.admin_urls import admin_urls
from tests.isolation.crawl import crawler as reading
from tests.isolation.crawl.atlas import Atlas
from tests.isolation.crawl.crawler import Crawler, browser, crawl_admin
from tests.isolation.crawl.test_read_crawl import HOST, watch_for

pytestmark = [pytest.mark.crawl, pytest.mark.xdist_group("reading")]


@contextmanager
def only(monkeypatch: pytest.MonkeyPatch, *names: str) -> Iterator[None]:
    """Crawl these URLs alone: the others are crawled elsewhere."""
    chosen = [url for url in admin_urls() if url.name in names]
    with monkeypatch.context() as patch:
        patch.setattr(reading, "admin_urls", lambda: chosen)
        patch.setattr(reading, "bulk_paths", lambda others: [])
        yield


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        # The list of all images, with titles.
        ("wagtailadmin_api:images:listing", "wexhogar"),
        # A page's history by its id; the policy behind it refuses, and so tells that the page exists.
        ("wagtailadmin_pages:history", "unlike what does not exist"),
        # What is chosen, by its id.
        ("wagtailadmin_choose_page_chosen_multiple", "tessarik"),
    ],
)
def test_reading_finds_a_rule_that_does_not_ask(
    name: str, seen: str, mine: Atlas, theirs: list[Atlas], monkeypatch: pytest.MonkeyPatch
):
    for is_open in (False, True):
        crawler = Crawler(browser(HOST, mine.planted.people[Role.AGENCY_ADMIN]), watch_for(theirs))
        with only(monkeypatch, name), monkeypatch.context() as patch:
            if is_open:
                patch.setitem(admin_rules._rules, name, neutral)
            crawl_admin(crawler, mine, theirs, with_parameters=True)
        assert any(seen in finding for finding in crawler.finish()) is is_open


def test_reading_finds_a_filter_that_names_everybody(mine: Atlas, theirs: list[Atlas], monkeypatch: pytest.MonkeyPatch):
    from wagtail.admin.views.pages.listing import GenericPageFilterSet
    from wagtail.admin.viewsets.pages import page_viewset_registry

    from govcms.pages.models import Page

    viewset = page_viewset_registry.get_by_parent_model(Page)
    with only(monkeypatch, "wagtailadmin_explore"), monkeypatch.context() as patch:
        view = viewset.construct_view(
            viewset.index_view_class, **{**viewset.get_index_view_kwargs(), "filterset_class": GenericPageFilterSet}
        )
        patch.setitem(viewset.views, "index", view)
        crawler = Crawler(browser(HOST, mine.planted.people[Role.EDITOR]), watch_for(theirs))
        crawl_admin(crawler, mine, theirs, with_parameters=False)

    assert any("wexhogar" in finding for finding in crawler.finish())
