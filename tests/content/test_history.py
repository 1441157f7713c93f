"""Launched pages have a history: each its own, with what there is to compare."""

from typing import Any

import pytest

from govcms.pages.bulk import rewrite_pages
from tenants.scope import tenant_scope
from tests.conftest import home_of
from tests.factories import AgencyFactory, MemberFactory, launched
from tests.isolation.conftest import signed_in


@pytest.fixture
def ministry(db: None) -> Any:
    """An agency launched from a site template of several pages."""
    agency = AgencyFactory(key="ministry", name="Ministry of Parks")
    launched(agency, template="ministry")
    return agency


def test_each_launched_page_has_its_own_beginning(ministry):
    client = signed_in(MemberFactory(agencies=[ministry], role="publisher"), host="ministry.admin.gov.test")
    home = home_of(ministry)

    for page in (home, home.get_children().first(), home.get_children().last()):
        history = client.get(f"/admin/pages/{page.pk}/history/").content.decode()
        assert "from the site template “" in history
        assert "Published" in history
        assert "There are no log entries" not in history


def test_an_edit_is_compared_with_what_was_launched(ministry):
    client = signed_in(MemberFactory(agencies=[ministry], role="publisher"), host="ministry.admin.gov.test")
    pages = [page.specific for page in home_of(ministry).get_children()[:2]]
    for page in pages:
        page.summary = "Where to walk, and when."
    with tenant_scope(ministry):
        rewrite_pages(pages=pages)

    for page in pages:
        history = client.get(f"/admin/pages/{page.pk}/history/").content.decode()
        compare = f"/admin/pages/{page.pk}/revisions/compare/earliest...latest/"
        assert "/revisions/compare/" in history
        assert "Where to walk" in client.get(compare).content.decode()
