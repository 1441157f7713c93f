"""The screen in which an agency admin gives a site its look."""

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
    assert errors["link"][0] == "“Link” on “Page background” has a contrast of 2.32:1 and needs 4.5:1."
    assert errors["header_text"] == ["“Text in the header” on “Header” has a contrast of 1.00:1 and needs 4.5:1."]
    assert chosen_in(health) == before
    assert "2.32:1" in response.content.decode()


def test_a_wrong_value_is_refused_at_its_field(health, health_admin):
    response = save(health_admin, health, corner="90")

    assert response.context["form"].errors["corner"] == ["Corner radius in pixels: write a number from 0 to 20."]


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
