"""Screens of the admin ask the database as often for many pages as for few."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.factories import ListingPageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(health_home: Page) -> Page:
    """A section with a live page, a draft, and a page that has pages below it."""
    section: Page = ListingPageFactory(parent=health_home, title="Garden section")
    add_pages(section, 1)
    return section


def add_pages(section: Page, number: int) -> None:
    """So many more of each kind."""
    StandardPageFactory.create_batch(number, parent=section)
    StandardPageFactory.create_batch(number, parent=section, live=False)
    for below in ListingPageFactory.create_batch(number, parent=section):
        StandardPageFactory(parent=below)


def queries_of(user: User, path: str) -> int:
    """How many statements the screen takes, once everything that is read once has been read."""
    client = Client(headers={"host": "health.admin.gov.test"})
    client.force_login(user)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("role", ["health_editor", "health_publisher", "health_admin"])
@pytest.mark.parametrize("path", ["/admin/pages/{}/", "/admin/choose-page/{}/", "/admin/choose-page/{}/?multiple=1"])
def test_a_list_of_pages_costs_the_same_however_long_it_is(
    role: str, path: str, section: Page, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(role)
    for_few = queries_of(user, path.format(section.pk))
    add_pages(section, 4)

    assert queries_of(user, path.format(section.pk)) == for_few


def test_editors_may_delete_drafts_that_hold_nothing_live(section: Page, health: Agency, health_editor: User) -> None:
    live, draft = section.get_children().not_type(type(section)).order_by("-live")
    holding_live = section.get_children().exclude(pk__in=[live.pk, draft.pk]).get()

    def may_delete(page: Page) -> bool:
        page.refresh_from_db()
        with tenant_scope(health):
            return bool(page.permissions_for_user(health_editor).can_delete())

    assert [may_delete(page) for page in (live, draft, holding_live)] == [False, True, False]
    draft.specific.add_child(instance=type(live.specific)(title="Below", slug="below"))
    assert not may_delete(draft)
