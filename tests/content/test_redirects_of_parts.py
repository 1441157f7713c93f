"""Parts of guides that get another address, or go, leave redirects behind."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from govcms.content.models import GuidePage, Redirect
from govcms.pages.bin import actions
from govcms.pages.models import Page
from tenants.scope import tenant_scope
from tests.content.kinds_of_pages import stream
from tests.content.test_redirects import HEALTH, redirect
from tests.factories import GuidePageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db
Publish = Callable[..., GuidePage]


def parts(*slugs: str) -> list[dict[str, Any]]:
    """Parts of a body at these addresses."""
    return stream("part", *({"title": f"About {slug}", "slug": slug, "body": []} for slug in slugs))


@pytest.fixture
def bus(health_home: Page) -> GuidePage:
    """A published guide at /bus/ with the parts who, cost and apply."""
    made: GuidePage = GuidePageFactory(parent=health_home, title="Bus", slug="bus", body=parts("who", "cost", "apply"))
    return made


@pytest.fixture
def publish(bus: GuidePage, django_capture_on_commit_callbacks: Any) -> Publish:
    """Publish the guide with its parts under other slugs, by what they were first; None takes a part out."""
    keys = {item["value"]["slug"]: item["id"] for item in bus.body.raw_data}

    def write(
        *, as_draft: bool = False, slug: str = "bus", order: tuple[str, ...] = (), **slugs: str | None
    ) -> GuidePage:
        page = GuidePage.objects.get(pk=bus.pk)
        page.slug = slug
        page.body = [
            {"type": "part", "id": keys[each], "value": {"title": each, "slug": slugs.get(each, each), "body": []}}
            for each in order or keys
            if slugs.get(each, each)
        ]
        with tenant_scope(page.agency), django_capture_on_commit_callbacks(execute=True):
            revision = page.save_revision()
            if not as_draft:
                revision.publish()
        return GuidePage.objects.get(pk=bus.pk)

    return write


def way(path: str, most: int = 1) -> str:
    """Where an address leads by at most so many redirects; empty where it leads to nothing."""
    client = Client()
    for _step in range(most + 1):
        answer = client.get(path, headers=HEALTH)
        if answer.status_code == 200:
            return path
        if answer.status_code == 404:
            return ""
        path = answer["Location"].removeprefix("http://health.gov.test:8000")
    raise AssertionError(f"It leads on and on: {path}")


def test_an_old_address_of_a_part_leads_to_its_new_one_and_one_that_is_gone_to_the_guide(publish: Publish) -> None:
    publish(as_draft=True, cost="fees")
    assert way("/bus/cost/") == "/bus/cost/"
    assert not Redirect._base_manager.exists()

    publish(cost="fees", apply=None)

    assert way("/bus/cost/") == "/bus/fees/"
    assert way("/bus/apply/") == "/bus/"
    assert way("/bus/print/") == "/bus/print/"
    assert way("/bus/nothing/") == ""


def test_it_leads_on_in_one_step_however_often_the_address_changes(publish: Publish, bus: GuidePage) -> None:
    redirect(bus.agency, "/flyer", address="http://health.gov.test:8000/bus/cost/")
    for slug in ("fees", "fares", "prices"):
        publish(cost=slug)

    assert [way(path) for path in ("/bus/cost/", "/bus/fees/", "/bus/fares/", "/flyer/")] == ["/bus/prices/"] * 4
    publish(cost=None)
    assert [way(path) for path in ("/bus/cost/", "/bus/prices/", "/flyer/")] == ["/bus/"] * 3


def test_a_part_that_comes_back_answers_itself_and_takes_its_redirect_away(publish: Publish) -> None:
    publish(cost="fees")
    publish()

    assert way("/bus/cost/", most=0) == "/bus/cost/"
    assert way("/bus/fees/") == "/bus/cost/"
    assert [row.old_path for row in Redirect._base_manager.all()] == ["/bus/fees"]


def test_addresses_that_another_part_takes_never_lead_away(publish: Publish) -> None:
    publish(cost="apply", apply="cost")
    assert not Redirect._base_manager.exists()
    publish(cost="fees", apply="apply")
    assert way("/bus/apply/", most=0) == "/bus/apply/"
    # Who was there last is at /bus/apply/ now.
    assert way("/bus/cost/") == "/bus/apply/"


def test_the_first_part_and_one_that_becomes_it(publish: Publish) -> None:
    publish(who="everybody")
    assert way("/bus/who/", most=2) == "/bus/"
    publish(order=("cost", "who", "apply"), who="everybody")
    assert way("/bus/who/") == "/bus/everybody/"
    assert way("/bus/cost/") == "/bus/"


def test_parts_and_print_view_go_with_a_guide_that_moves(publish: Publish, health_home: Page) -> None:
    publish(cost="fees")
    page = publish(slug="coach", cost="prices")
    section = StandardPageFactory(parent=health_home, slug="travel")
    with tenant_scope(page.agency):
        Page.objects.get(pk=page.pk).move(section, pos="last-child")

    for old in ("/bus/cost/", "/bus/fees/", "/coach/prices/"):
        assert way(old) == "/travel/coach/prices/", old
    assert way("/bus/print/") == way("/coach/print/") == "/travel/coach/print/"
    assert way("/bus/apply/") == "/travel/coach/apply/"
    assert way("/bus/nothing/") == ""
    # Who stands there now answers for what is below.
    StandardPageFactory(parent=health_home, slug="coach")
    assert way("/coach/apply/") == ""


def test_who_is_led_away_from_a_deleted_guide_is_from_its_parts_too(publish: Publish, health_home: Page) -> None:
    page = publish(cost="fees")
    other = StandardPageFactory(parent=health_home, slug="trains")
    with tenant_scope(page.agency):
        binned = actions.move_to_bin(page=page, forward_to=other)
        for old in ("/bus/", "/bus/who/", "/bus/cost/", "/bus/fees/", "/bus/print/"):
            assert way(old) == "/trains/", old

        assert binned is not None
        actions.restore_page(binned=binned).save_revision().publish()
    assert way("/bus/fees/", most=0) == "/bus/fees/"
    assert way("/bus/print/", most=0) == "/bus/print/"
