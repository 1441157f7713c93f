"""Pages that move leave redirects behind: no chains, no circles, the last page at an address wins."""

from typing import Any

import pytest
from django.test import Client

from govcms.content.models import Redirect
from govcms.content.redirects.following import leave_redirects
from govcms.pages.models import Page
from tenants.actions import launch_site
from tenants.addresses import address_map, root_url_of
from tenants.models import Agency
from tenants.registry import find_site_template
from tenants.scope import tenant_scope
from tests.content.test_redirects import HEALTH, redirect
from tests.factories import ListingPageFactory, StandardPageFactory

ROOT = root_url_of("health.gov.test")


@pytest.fixture
def services(health_home: Page) -> Page:
    """A published page with one below it that is published and one that is not."""
    services = ListingPageFactory(parent=health_home, title="Services", slug="services")
    StandardPageFactory(parent=services, title="Fees", slug="fees")
    StandardPageFactory(parent=services, title="Plans", slug="plans", live=False)
    return services


@pytest.fixture
def rename(django_capture_on_commit_callbacks: Any) -> Any:
    """Give a page another slug and publish it, as an editor does."""

    def publish(page: Page, slug: str) -> None:
        page = page.specific_class.objects.get(pk=page.pk)
        page.slug = slug
        with tenant_scope(page.agency), django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return publish


def move(page: Page, target: Page, pos: str = "last-child") -> None:
    """Move a page, as an editor does."""
    with tenant_scope(page.agency):
        Page.objects.get(pk=page.pk).move(Page.objects.get(pk=target.pk), pos=pos)


def left(agency: Agency) -> dict[str, str]:
    """The old addresses of an agency, and where they lead."""
    return {row.old_path: row.target for row in Redirect._base_manager.filter(agency=agency)}


def launched_second(agency: Agency) -> Page:
    """The home page of another site of the agency."""
    site = launch_site(
        agency=agency, name="Second", host="second.gov.test", template=find_site_template("blank"), live=True
    )
    address_map.forget()
    home: Page = site.site.root_page.specific
    return home


def test_a_new_slug_leaves_the_old_addresses_of_the_page_and_of_published_ones_below(
    health: Agency, services: Page, rename: Any
):
    rename(services, "what-we-do")

    assert left(health) == {
        "/services": f"{ROOT}/what-we-do/",
        "/services/fees": f"{ROOT}/what-we-do/fees/",
    }
    answer = Client().get("/services/fees/", headers=HEALTH)
    assert (answer.status_code, answer["Location"]) == (301, f"{ROOT}/what-we-do/fees/")


def test_a_draft_leaves_nothing(health: Agency, health_home: Page, rename: Any):
    rename(StandardPageFactory(parent=health_home, title="Plans", slug="plans", live=False), "aims")

    assert left(health) == {}


def test_a_move_leaves_them_and_another_order_does_not(health: Agency, health_home: Page, services: Page):
    about = StandardPageFactory(parent=health_home, title="About", slug="about")
    move(about, services, "left")
    assert left(health) == {}

    move(services, about)

    assert set(left(health)) == {"/services", "/services/fees"}
    assert left(health)["/services"] == f"{ROOT}/about/services/"


def test_who_moves_twice_is_found_in_one_step(health: Agency, services: Page, rename: Any):
    redirect(health, "/old.html", address=f"{ROOT}/services/fees/")

    rename(services, "one")
    rename(services, "two")

    assert left(health) == {
        "/old.html": f"{ROOT}/two/fees/",
        "/services": f"{ROOT}/two/",
        "/services/fees": f"{ROOT}/two/fees/",
        "/one": f"{ROOT}/two/",
        "/one/fees": f"{ROOT}/two/fees/",
    }


def test_who_comes_back_leaves_no_circle(health: Agency, services: Page, rename: Any):
    rename(services, "one")
    rename(services, "services")

    assert set(left(health)) == {"/one", "/one/fees"}
    assert Client().get("/services/", headers=HEALTH).status_code == 200


def test_a_redirect_to_where_it_stands_is_no_answer(health: Agency):
    redirect(health, "/circle", address=f"{ROOT}/circle/")

    assert Client().get("/circle/", headers=HEALTH).status_code == 404


def test_a_new_page_at_the_old_address_wins_and_keeps_its_readers(
    health: Agency, health_home: Page, services: Page, rename: Any
):
    rename(services, "what-we-do")
    newcomer = StandardPageFactory(parent=health_home, title="Services", slug="services")

    assert Client().get("/services/", headers=HEALTH).status_code == 200
    rename(newcomer, "new-services")

    assert left(health)["/services"] == f"{ROOT}/new-services/"


def test_a_page_that_goes_to_another_site_of_the_agency_is_found_from_the_old_one(health: Agency, services: Page):
    launched_site = launched_second(health)
    move(services, launched_site)

    assert left(health)["/services/fees"] == "http://second.gov.test:8000/services/fees/"
    answer = Client().get("/services/fees/", headers=HEALTH)
    assert answer["Location"] == "http://second.gov.test:8000/services/fees/"


def test_a_page_in_the_bin_leaves_none(health: Agency, services: Page):
    with tenant_scope(health):
        services.delete()

    assert left(health) == {}


def test_others_keep_theirs(health: Agency, transport: Agency, services: Page, rename: Any):
    redirect(transport, "/services", address="https://example.org/")
    redirect(transport, "/there", address=f"{ROOT}/services/")

    rename(services, "what-we-do")

    assert left(transport) == {"/services": "https://example.org/", "/there": f"{ROOT}/services/"}


@pytest.mark.parametrize("pages", [1, 20])
def test_it_asks_the_database_as_often_for_many_pages_as_for_one(
    pages: int, health_home: Page, django_assert_num_queries: Any
):
    section = ListingPageFactory(parent=health_home, title="Section", slug="section")
    for number in range(pages):
        StandardPageFactory(parent=section, slug=f"page-{number}")
    section = Page.objects.get(pk=section.pk)
    before = address_map.get(section.path)

    # A savepoint and its end, the pages, the redirects that led to them, the insert, the agency, its sites and hosts,
    # and the redirects that led to the old addresses.
    with django_assert_num_queries(9):
        made = leave_redirects(page=section, before=before, url_path_before="/elsewhere/", was_public=True)

    assert made == pages + 1
