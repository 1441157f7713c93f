"""What a page says of the step by steps that lead to it."""

import re
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, PageViewRestriction

from govcms.content.journeys import rebuild_journeys
from govcms.content.models import StandardPage, StepByStepPage, StepLink
from govcms.pages.bin import actions
from govcms.pages.models import Page
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.content.conftest import HOST
from tests.content.kinds_of_pages import guide, listed, stream
from tests.factories import StandardPageFactory, StepByStepPageFactory

pytestmark = pytest.mark.django_db


def step(title: str, *targets: Page | str, follows: str = "") -> dict[str, Any]:
    """A step that leads to pages and web addresses."""
    links = [
        {"title": "Here", "page": None, "url": target, "note": ""}
        if isinstance(target, str)
        else {"title": "", "page": target.pk, "url": "", "note": ""}
        for target in targets
    ]
    # What is as it is by default need not be stored.
    return {"title": title, "links": listed(*links), **({"follows": follows} if follows else {})}


def journey(parent: Page, *steps: dict[str, Any], **fields: Any) -> StepByStepPage:
    """A published step by step."""
    given = {"title": "Move to the coast", "slug": "move", "body": stream("step", *steps)}
    made: StepByStepPage = StepByStepPageFactory(parent=parent, **{**given, **fields})
    return made


def part_of(client: Client, path: str, host: str = HOST["host"]) -> str:
    """What the page at ``path`` says of the step by steps it is part of; empty where it says nothing."""
    response = client.get(path, headers={"host": host})
    assert response.status_code == 200
    found = re.search(r'<nav class="part-of".*?</nav>', response.content.decode(), re.DOTALL)
    return found.group() if found else ""


@pytest.fixture
def coast(health_home: Page, fares: StandardPage) -> StepByStepPage:
    """A journey whose second number leads to the fares."""
    return journey(
        health_home,
        step("Look for a flat"),
        step("Ask your council", follows="and"),
        step("Check what it costs", fares),
        step("Register"),
    )


def test_a_page_names_its_step_and_the_steps_around_it(client: Client, coast: StepByStepPage) -> None:
    html = part_of(client, "/fares/")

    assert 'aria-label="Part of a step by step"' in html
    assert '<a class="govuk-link" href="/move/">Move to the coast</a>' in html
    assert "Step 2 of 3: Check what it costs" in html
    assert 'href="/move/#step-1">Step before: Look for a flat' in html
    assert 'href="/move/#step-3">Next step: Register' in html
    assert "part-of__agency" not in html
    steps = client.get("/move/", headers=HOST).content.decode()
    assert re.findall(r'id="step-(\d)"', steps) == ["1", "2", "3"]
    assert "part-of" not in steps


def test_a_page_of_several_steps_names_them_all(client: Client, health_home: Page, fares: StandardPage) -> None:
    journey(health_home, step("Theory", fares, fares), step("Lessons"), step("Practice", fares))

    html = part_of(client, "/fares/")

    assert html.count("Move to the coast") == 1
    assert re.findall(r"Step \d of 3: \w+", html) == ["Step 1 of 3: Theory", "Step 3 of 3: Practice"]
    assert "Next step" not in html


@pytest.mark.parametrize("number", [1, 6])
def test_it_takes_one_query_for_any_number_of_journeys(
    client: Client, health_home: Page, fares: StandardPage, django_assert_num_queries: Any, number: int
) -> None:
    for each in range(number):
        journey(health_home, step("Pay", fares), title=f"Journey {each}", slug=f"journey-{each}")
    part_of(client, "/fares/")

    # Host, page with ancestors, the page's own table, topics with change notes, journeys.
    with django_assert_num_queries(5):
        html = part_of(client, "/fares/")

    assert html.count("Step 1 of 1: Pay") == number


def test_web_addresses_lead_to_what_stands_there(client: Client, health_home: Page, fares: StandardPage) -> None:
    guide(health_home, page=fares)
    root = "https://HEALTH.gov.test:8000"
    journey(
        health_home,
        step("Begin", f"{root}/later/"),
        step("Read", f"{root}/guide/#top"),
        step("Pay", f"{root}/guide/what-it-costs"),
        step("Ask", f"{root}/fares/?page=2", "https://elsewhere.example/fares/", "https://["),
    )

    assert "Step 2 of 4" in part_of(client, "/guide/how-to-apply/")
    assert re.findall(r"Step \d of 4", part_of(client, "/guide/what-it-costs/")) == ["Step 2 of 4", "Step 3 of 4"]
    assert part_of(client, "/fares/") == ""
    StandardPageFactory(parent=health_home, slug="later")
    assert "Step 1 of 4" in part_of(client, "/later/")


def test_it_follows_the_journey(client: Client, health: Agency, coast: StepByStepPage, fares: StandardPage) -> None:
    with tenant_scope(health):
        page = StepByStepPage.objects.get(pk=coast.pk)
        page.title = "Move inland"
        page.body = stream("step", step("Look", fares))
        page.save_revision()
        assert "Move to the coast" in part_of(client, "/fares/")
        page.latest_revision.publish()
        assert "Step 1 of 1: Look" in part_of(client, "/fares/")
        assert "Move inland" in part_of(client, "/fares/")

        section = StandardPageFactory(parent=page.get_parent(), slug="living")
        Page.objects.get(pk=page.pk).move(section, pos="last-child")
        assert 'href="/living/move/"' in part_of(client, "/fares/")

        restriction = PageViewRestriction.objects.create(page=section, restriction_type="password", password="x")
        assert part_of(client, "/fares/") == ""
        restriction.delete()
        assert part_of(client, "/fares/") != ""

        binned = actions.move_to_bin(page=page)
        assert part_of(client, "/fares/") == ""
        assert binned is not None
        restored = actions.restore_page(binned=binned)
        assert part_of(client, "/fares/") == ""
        restored.save_revision().publish()
        assert part_of(client, "/fares/") != ""

        StepByStepPage.objects.get(pk=page.pk).unpublish()
        assert part_of(client, "/fares/") == ""
        assert not StepLink.objects.exists()


def test_a_moved_page_stays_part_of_it(
    client: Client, coast: StepByStepPage, fares: StandardPage, health: Agency
) -> None:
    with tenant_scope(health):
        fares.slug = "prices"
        fares.save_revision().publish()

    assert "Step 2 of 3" in part_of(client, "/prices/")


def test_withdrawn_journeys_and_those_in_other_languages_are_left_out(
    client: Client, coast: StepByStepPage, fares: StandardPage
) -> None:
    StepByStepPage.objects.update(withdrawn_at="2026-01-01", withdrawn_reason="It changed.")
    assert part_of(client, "/fares/") == ""

    StepByStepPage.objects.update(withdrawn_at=None, locale=Locale.objects.get_or_create(language_code="fr")[0])
    assert part_of(client, "/fares/") == ""


def test_it_can_be_read_again(client: Client, coast: StepByStepPage) -> None:
    StepLink.objects.all().delete()
    assert part_of(client, "/fares/") == ""

    assert rebuild_journeys() == 1
    assert "Step 2 of 3" in part_of(client, "/fares/")
