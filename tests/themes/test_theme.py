"""A site's theme in the database and at its address."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tenants.models import Agency, AgencySite
from tenants.scope import tenant_scope
from themes.actions import choose_theme
from themes.look import Look, look_of
from themes.models import Theme

pytestmark = pytest.mark.django_db


def site_of(agency: Agency) -> AgencySite:
    """The agency's site as the next request would read it."""
    return AgencySite.objects.get(agency=agency)


def chosen(agency: Agency, preset: str = "harbour", **tokens: Any) -> Theme:
    with tenant_scope(agency):
        return choose_theme(agency_site=site_of(agency), preset=preset, tokens=tokens)


def look(agency: Agency) -> Look:
    with tenant_scope(agency):
        return look_of(site_of(agency))


def get(url: str, host: str = "health.gov.test") -> Any:
    return Client().get(url, headers={"host": host})


def test_choosing_a_theme_changes_the_look_and_the_version(health):
    before, version = look(health), site_of(health).version

    theme = chosen(health, "harbour", brand="#7A1F4B")

    assert theme.tokens == {"brand": "#7a1f4b"}
    assert site_of(health).version > version
    assert look(health).stylesheet_url == f"/theme/{theme.look().css_hash}.css" != before.stylesheet_url
    assert "theme--header-rule" in look(health).classes


def test_choosing_again_replaces_what_was_chosen(health):
    chosen(health, "harbour", brand="#7a1f4b")
    chosen(health, "civic")

    with tenant_scope(health):
        theme = Theme.objects.get(agency_site=site_of(health))
    assert (theme.preset, theme.tokens) == ("civic", {})


@pytest.mark.parametrize(
    ("preset", "tokens", "message"),
    [
        ("lagoon", {}, "There is no preset “lagoon”."),
        ("civic", {"link": "#aaaaaa"}, "“Link” on “Page background” has a contrast of 2.32:1 and needs 4.5:1."),
        ("civic", {"brand": "blue"}, "Brand: write a colour as # and six digits, such as #17458f."),
    ],
)
def test_a_theme_that_fails_the_gate_is_not_saved(health, preset, tokens, message):
    before = look(health)

    with pytest.raises(ValidationError) as refusal:
        chosen(health, preset, **tokens)

    assert refusal.value.messages[0].startswith(message)
    assert look(health) == before


def test_a_layout_of_ones_own_changes_the_classes_alone(health):
    chosen(health, "harbour")
    before = look(health)
    with tenant_scope(health):
        choose_theme(agency_site=site_of(health), preset="harbour", layout={"header": "band"})

    assert "theme--header-band theme--hero-panel" in look(health).classes
    assert look(health).css == before.css
    with tenant_scope(health), pytest.raises(ValidationError, match="There is no layout"):
        choose_theme(agency_site=site_of(health), preset="harbour", layout={"header": "lagoon"})


def test_dark_mode_can_be_left_out(health):
    chosen(health, "harbour")
    assert "prefers-color-scheme" in look(health).css
    assert look(health).dark_colour == "#0c1a19"
    with tenant_scope(health):
        choose_theme(agency_site=site_of(health), preset="harbour", has_dark_mode=False)

    assert "prefers-color-scheme" not in look(health).css
    assert look(health).dark_colour == ""


def test_a_theme_of_one_agency_cannot_lie_on_a_site_of_another(health, transport):
    theme = Theme(agency=health, agency_site=site_of(transport), preset="civic")

    with pytest.raises(ValidationError, match="another agency"):
        theme.clean()


def test_a_look_costs_no_query_while_the_site_is_unchanged(health, django_assert_num_queries):
    look(health)
    agency_site = site_of(health)

    with django_assert_num_queries(0), tenant_scope(health):
        look_of(agency_site)


@pytest.mark.parametrize(("address", "content_type"), [("stylesheet_url", "text/css"), ("icon_url", "image/svg+xml")])
def test_the_present_content_is_served_for_ever_and_no_other(health, transport, address, content_type):
    url = getattr(look(health), address)
    chosen(transport, "harbour", brand="#7a1f4b")
    other = getattr(look(transport), address)

    response = get(url)

    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith(content_type)
    assert "immutable" in response.headers["Cache-Control"]
    assert "max-age=31536000" in response.headers["Cache-Control"]
    assert get(other, host="transport.gov.test").status_code == 200
    assert get(other).status_code == 404
    assert get(f"/theme/0000000000000000.{url[-3:]}").status_code == 404


def test_an_old_address_is_gone_when_the_theme_has_changed(health):
    old = look(health).stylesheet_url
    chosen(health, "harbour")

    assert get(old).status_code == 404
    assert get(look(health).stylesheet_url).status_code == 200
