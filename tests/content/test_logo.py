"""The logo and the icon of a site: shown on every page, named for those who do not see them, served for ever."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from govcms.content.models import SiteSettings
from govcms.media.models import AgencyImage
from govcms.pages.models import Page
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.factories import ImageFactory
from tests.media.test_pictures import drawing_of

HEALTH = {"host": "health.gov.test"}


def put(agency: Agency, **values: Any) -> SiteSettings:
    """The settings of the agency's site, with these."""
    with tenant_scope(agency):
        settings = SiteSettings.objects.get()
        for name, value in values.items():
            setattr(settings, name, value)
        settings.full_clean()
        settings.save()
        return settings


def header() -> str:
    """The top of a page."""
    html = Client().get("/", headers=HEALTH).content.decode()
    return html[: html.index("<main")]


def picture(agency: Agency, kind: str, **values: Any) -> AgencyImage:
    """A picture of the agency in a format."""
    return drawing_of(agency) if kind == "svg" else ImageFactory(agency=agency, size=(400, 200), **values)


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_logo_takes_the_place_of_the_mark_and_is_served_for_ever(health: Agency, health_home: Page, kind: str):
    assert "site-header__mark" in header()
    put(health, logo=picture(health, kind))

    html = header()

    assert "site-header__mark" not in html
    assert f'<span class="site-header__name">{health.sites.get().name}</span>' in html
    src = html.partition('class="site-header__logo" src="')[2].partition('"')[0]
    assert src.endswith(f".{kind}")
    # Its name stands beside it.
    assert 'alt=""' in html
    served = Client().get(src, headers=HEALTH)
    assert served.status_code == 200
    assert "immutable" in served.headers["Cache-Control"]
    assert Client().get(src, headers={"host": "gov.test"}).status_code == 404


@pytest.mark.parametrize(("words", "alt"), [("", "{name}"), ("Health for all", "Health for all")])
def test_a_logo_that_shows_the_name_is_the_name(health: Agency, health_home: Page, words: str, alt: str):
    put(health, logo=picture(health, "png"), logo_has_name=True, logo_alt=words)

    html = header()

    assert f'alt="{alt.format(name=health.sites.get().name)}"' in html
    assert "site-header__name" not in html.replace("site-header__names", "")


@pytest.mark.parametrize(("kind", "content_type"), [("png", "image/png"), ("svg", "image/svg+xml")])
def test_an_icon_of_ones_own(health: Agency, health_home: Page, kind: str, content_type: str):
    assert '<link rel="icon" type="image/svg+xml" href="/theme/' in header()
    put(health, icon=picture(health, kind))

    html = header()

    href = html.partition(f'<link rel="icon" type="{content_type}" href="')[2].partition('"')[0]
    assert Client().get(href, headers=HEALTH).headers["Content-Type"] == content_type


def test_another_file_shows_at_once(health: Agency, health_home: Page):
    logo = picture(health, "png")
    put(health, logo=logo)
    before, version = header(), health.sites.get().version

    logo.title = "Renamed"
    logo.save()

    assert health.sites.get().version > version
    assert "site-header__logo" in before
    assert "site-header__logo" in header()
    logo.delete()
    assert "site-header__logo" not in header()


@pytest.mark.parametrize("name", ["logo", "icon", "sharing_image"])
def test_another_agencys_picture_is_refused(health: Agency, transport: Agency, name: str):
    with pytest.raises(ValidationError, match="your agency"):
        put(health, **{name: picture(transport, "png")})
