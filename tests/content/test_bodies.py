"""The HTML of a body is drawn once, and again as soon as anything in it changes."""

from typing import Any

import pytest
from django.test import Client

from govcms.content import bodies
from govcms.content.models import StandardPage
from govcms.media.models import AgencyDocument, AgencyImage
from tests.content.conftest import HOST

pytestmark = pytest.mark.django_db
BUS_PASS = "/getting-about/bus-pass/"


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates of bodies as they are drawn."""
    drawn: list[str] = []
    draw = bodies.render_to_string

    def note(template: str, context: dict[str, Any]) -> Any:
        drawn.append(template)
        return draw(template, context)

    monkeypatch.setattr(bodies, "render_to_string", note)
    return drawn


def test_a_body_is_drawn_once(client: Client, bus_pass: StandardPage, drawings: list[str]) -> None:
    # Drawing a picture for the first time makes its sizes, so the second drawing knows more.
    pages = [client.get(BUS_PASS, headers=HOST).content.decode() for _ in range(4)]

    assert len(drawings) == 2
    assert all("Anybody over sixty" in page for page in pages)


def test_what_it_shows_of_others_is_always_true(client: Client, bus_pass: StandardPage, fares: StandardPage) -> None:
    for _ in range(3):
        client.get(BUS_PASS, headers=HOST)

    page = StandardPage.objects.get(pk=fares.pk)
    page.slug = "prices"
    page.save_revision().publish()
    AgencyImage.objects.update(alt_text="A blue bus")
    AgencyDocument.objects.update(title="Order form")
    html = client.get(BUS_PASS, headers=HOST).content.decode()

    assert '<a href="/prices/">fares</a>' in html
    assert 'alt="A blue bus"' in html
    assert "Order form" in html
    fares.unpublish()
    assert "<a>fares</a>" in client.get(BUS_PASS, headers=HOST).content.decode()


def test_memory_is_bounded(
    client: Client, bus_pass: StandardPage, drawings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "MAX_REMEMBERED", 0)

    for _ in range(3):
        client.get(BUS_PASS, headers=HOST)

    assert len(drawings) == 3
