"""The screen in which an agency admin gives a site its look."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from govcms.identity.models import User
from tenants.models import Agency, AgencySite
from tenants.scope import tenant_scope
from themes.models import Theme
from themes.presets import find_preset
from themes.tokens import TOKENS, Kind

pytestmark = pytest.mark.django_db

HOST = "health.admin.gov.test"


def site_of(agency: Agency) -> AgencySite:
    return AgencySite.objects.get(agency=agency)


def url_of(agency: Agency) -> str:
    return f"/admin/theme/{site_of(agency).uid}/"


def signed_in(user: User) -> Client:
    client = Client(headers={"host": HOST})
    client.force_login(user)
    return client


def chosen_in(agency: Agency) -> tuple[str, dict[str, Any]]:
    with tenant_scope(agency):
        theme = Theme.objects.get(agency_site=site_of(agency))
        return theme.preset, theme.tokens


def save(user: User, agency: Agency, **data: Any) -> Any:
    return signed_in(user).post(url_of(agency), {"preset": "civic", **data})


def test_the_menu_entry_leads_to_the_only_site(health, health_admin):
    response = signed_in(health_admin).get("/admin/theme/")

    assert response.status_code == 302
    assert response.headers["Location"] == url_of(health)


def test_an_agency_admin_chooses_preset_and_brand(health, health_admin):
    response = save(health_admin, health, preset="harbour", brand="#7A1F4B", corner="8")

    assert response.status_code == 302
    assert chosen_in(health) == ("harbour", {"brand": "#7a1f4b", "corner": 8})


def test_the_form_shows_what_was_chosen_and_what_the_preset_says(health, health_admin):
    save(health_admin, health, preset="harbour", brand="#7a1f4b")

    html = signed_in(health_admin).get(url_of(health)).content.decode()

    assert 'value="#7a1f4b"' in html
    assert "Empty: as in the preset, #0b6e6a." in html


def test_colours_that_cannot_be_read_are_refused_at_their_field(health, health_admin):
    before = chosen_in(health)

    response = save(health_admin, health, link="#aaaaaa", header_text="#0b1f47")

    errors = response.context["form"].errors
    assert errors["link"][0] == (
        "“Link” on “Page background” has a contrast of 2.32:1 and needs 4.5:1. With #767676 as “Link” it would pass."
    )
    assert errors["header_text"][0].startswith("“Text in the header” on “Header” has a contrast of 1.00:1 and needs")
    assert chosen_in(health) == before
    assert "2.32:1" in response.content.decode()


def test_a_wrong_value_is_refused_at_its_field(health, health_admin):
    response = save(health_admin, health, corner="90")

    assert response.context["form"].errors["corner"] == ["Corner radius in pixels: write a number from 0 to 20."]


def test_one_click_takes_the_nearest_colour_that_passes_and_saves_nothing_yet(health, health_admin):
    before = chosen_in(health)
    refused = save(health_admin, health, link="#aaaaaa", corner="8")
    offered = refused.context["form"].remedies["link"]
    assert f'name="take" value="link {offered}"' in refused.content.decode()

    taken = save(health_admin, health, link="#aaaaaa", corner="8", take=f"link {offered}")

    html = taken.content.decode()
    assert f'value="{offered}"' in html
    assert "Save the theme to keep it." in html
    assert 'value="8"' in html
    assert taken.context["form"].errors == {}
    assert chosen_in(health) == before
    assert save(health_admin, health, link=offered, corner="8").status_code == 302


@pytest.mark.parametrize("take", ["link", "link red", "door #111111", "", "link #111111;}"])
def test_what_cannot_be_taken_is_left_alone(health, health_admin, take):
    assert 'value="#aaaaaa"' in save(health_admin, health, link="#aaaaaa", take=take).content.decode()


def test_layout_and_dark_mode_are_chosen_with_the_theme(health, health_admin):
    save(health_admin, health, preset="gazette", layout_header="band", layout_footer="", has_dark_mode="on")

    with tenant_scope(health):
        theme = Theme.objects.get(agency_site=site_of(health))
    assert (theme.layout, theme.has_dark_mode) == ({"header": "band"}, True)
    html = signed_in(health_admin).get(url_of(health)).content.decode()
    assert '<option value="band" selected>' in html


def test_the_preview_draws_the_home_page_in_what_is_being_tried_and_saves_nothing(health, health_admin, health_home):
    before, client = chosen_in(health), signed_in(health_admin)
    tried = {"preset": "meadow", "link": "#aaaaaa", "corner": "wide", "layout_hero": "plain"}

    drawn = client.post(f"{url_of(health)}preview/", tried)

    html = drawn.content.decode()
    assert "theme--header-float theme--hero-plain" in html
    [address] = re.findall(r'<link rel="stylesheet" href="(/admin/theme/[^"]+)"', html)
    css = client.get(unescape(address))
    assert css.headers["Content-Type"].startswith("text/css")
    assert "--govuk-link-colour:#aaaaaa" in css.content.decode()
    assert "--theme-corner:18px" in css.content.decode()
    assert "sandbox" in drawn.headers["Content-Security-Policy"]
    assert drawn.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert chosen_in(health) == before
    assert "theme--header-float" not in Client().get("/", headers={"host": "health.gov.test"}).content.decode()


def test_the_preview_shows_dark_pages_too(health, health_admin, health_home):
    client = signed_in(health_admin)
    html = client.post(f"{url_of(health)}preview/", {"preset": "meadow", "scheme": "dark"}).content.decode()
    [address] = re.findall(r'<link rel="stylesheet" href="(/admin/theme/[^"]+)"', html)

    css = client.get(unescape(address)).content.decode()

    assert "color-scheme:dark" in css
    assert "--govuk-body-background-colour:#171410" in css


def test_the_preview_begins_with_the_look_the_site_has(health, health_admin, health_home):
    save(health_admin, health, preset="harbour", layout_header="masthead")

    html = signed_in(health_admin).get(f"{url_of(health)}preview/").content.decode()

    assert "theme--header-masthead theme--hero-panel" in html


@pytest.mark.parametrize("place", ["preview/", "preview.css?preset=civic"])
def test_previews_are_of_own_sites_and_for_those_who_may(
    health, transport, health_home, health_admin, health_editor, place
):
    assert signed_in(health_admin).get(url_of(health) + place).status_code == 200
    assert signed_in(health_admin).get(url_of(transport) + place).status_code == 404
    assert signed_in(health_editor).get(url_of(health) + place).status_code == 403


def test_a_stylesheet_of_no_preset_is_not_there(health, health_admin):
    assert signed_in(health_admin).get(f"{url_of(health)}preview.css?preset=lagoon").status_code == 404


@pytest.mark.parametrize(("owner", "status"), [("health", 200), ("transport", 404)])
def test_only_the_own_agencys_site_is_there(request, health, transport, health_admin, owner, status):
    response = signed_in(health_admin).get(url_of(request.getfixturevalue(owner)))

    assert response.status_code == status


@pytest.mark.parametrize(
    ("who", "allowed"), [("health_admin", True), ("health_publisher", False), ("health_editor", False)]
)
def test_only_an_agency_admin_may_change_the_theme(request, health, who, allowed):
    before = chosen_in(health)

    response = save(request.getfixturevalue(who), health, preset="harbour", brand="#7a1f4b")

    assert (chosen_in(health) != before) is allowed
    assert response.status_code == (302 if allowed else 403)


def test_each_colour_has_a_picker_that_shows_the_presets_while_nothing_is_written(health, health_admin):
    html = signed_in(health_admin).get(url_of(health)).content.decode()

    pickers = html.count('type="color"')
    assert pickers == sum(token.kind is Kind.COLOUR for token in TOKENS.values())
    assert f'data-preset="{find_preset("civic").tokens["brand"]}"' in html
    assert "themes/colour_input" in html
