"""The styleguide: everything there is, in every preset, on the platform's own site."""

import re
from html import unescape

import pytest
from django.test import Client

from govcms.content.blocks import BodyBlock
from govcms.content.styleguide.examples import COMPONENTS, component_data, components, page_types
from govcms.pages.models import Page
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.conftest import home_of
from tests.factories import DocumentFactory, ImageFactory, StandardPageFactory
from themes.presets import presets

PORTAL = {"host": "gov.test"}
PLACES = {"frame", "code"}


def test_every_component_has_an_example_or_says_where_it_is_shown() -> None:
    names = {path.stem for path in COMPONENTS.glob("*.html")}

    assert names == set(component_data())
    for name, data in component_data().items():
        kind, _colon, other = data.get("shown_by", "").partition(":")
        if kind == "component":
            assert "shown_by" not in component_data()[other], name
        elif kind == "block":
            assert other in BodyBlock().child_blocks, name
        elif kind:
            assert kind in PLACES, name


@pytest.mark.django_db
def test_every_example_draws_something_with_nothing_missing() -> None:
    for example in components():
        if not example.shown_by:
            assert "<" in example.html, example.name
            assert "None" not in re.sub(r"<[^>]*>", "", example.html), example.name
            assert "include" in example.code


def test_every_page_type_says_what_it_is_for() -> None:
    without = [example.name for example in page_types() if not example.purpose]

    assert without == []


@pytest.mark.parametrize("key", presets())
def test_each_preset_is_shown_light_and_dark_and_mirrored(platform: Agency, key: str) -> None:
    answer = Client().get("/styleguide/", {"preset": key, "dark": "1", "dir": "rtl"}, headers=PORTAL)
    html = answer.content.decode()
    [address] = re.findall(r'href="(/styleguide/preset.css[^"]+)"', html)
    css = Client().get(unescape(address), headers=PORTAL)

    assert presets()[key].classes in html
    assert 'dir="rtl"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert css.content.decode().startswith(":root{color-scheme:dark")


def test_blocks_and_page_types_come_by_themselves(platform: Agency) -> None:
    blocks = Client().get("/styleguide/blocks/", headers=PORTAL).content.decode()
    types = Client().get("/styleguide/page-types/", headers=PORTAL).content.decode()

    assert all(f'id="{name}"' in blocks for name in BodyBlock().child_blocks)
    assert 'id="standardpage"' in types
    assert "content.StandardPage" in types


def test_what_the_platform_keeps_to_itself_is_not_shown(platform: Agency) -> None:
    with tenant_scope(platform):
        picture = ImageFactory(agency=platform, title="Secret picture", alt_text="Secret view")
        document = DocumentFactory(agency=platform, title="Secret report")
    StandardPageFactory(parent=home_of(platform), title="Secret page", slug="secret")

    html = Client().get("/styleguide/blocks/", headers=PORTAL).content.decode()

    assert "Secret" not in html
    assert str(document.uid) not in html
    assert str(picture.uid) not in html


@pytest.mark.parametrize("part", ["", "components/", "blocks/", "page-types/"])
def test_it_costs_few_queries(platform: Agency, django_assert_max_num_queries, part: str) -> None:
    Client().get(f"/styleguide/{part}", headers=PORTAL)

    # Host, session of nobody, chrome: what is shown is made of the code.
    with django_assert_max_num_queries(5):
        assert Client().get(f"/styleguide/{part}", headers=PORTAL).status_code == 200


@pytest.mark.parametrize("path", ["/styleguide/", "/styleguide/components/", "/styleguide/preset.css?preset=civic"])
def test_agencies_have_none(platform: Agency, health: Agency, health_home: Page, path: str) -> None:
    assert home_of(platform)
    assert Client().get(path, headers=PORTAL).status_code == 200
    assert Client().get(path, headers={"host": "health.gov.test"}).status_code == 404


@pytest.mark.parametrize(
    "path", ["/styleguide/doors/", "/styleguide/?preset=lagoon", "/styleguide/preset.css?preset=lagoon"]
)
def test_what_is_not_there(platform: Agency, path: str) -> None:
    assert Client().get(path, headers=PORTAL).status_code == 404
