"""The brand of a site that is launched from files."""

import pytest

from govcms.content.site_content import FileSiteTemplate, SiteContent
from tenants.actions import create_agency, launch_site
from tenants.errors import UserError
from tenants.models import AgencySite

pytestmark = pytest.mark.django_db


def launch(preset: str = "", **tokens: str) -> AgencySite:
    content = SiteContent(preset="civic", tokens=tokens, pages={"/": {"type": "home", "title": "{agency}"}})
    agency = create_agency(key="health", name="Ministry of Health")
    template = FileSiteTemplate("small", content)
    return launch_site(agency=agency, name=agency.name, host="health.gov.test", template=template, preset=preset)


def test_a_site_begins_with_the_tokens_of_its_template():
    assert launch(brand="#00594F").theme.tokens == {"brand": "#00594f"}


def test_tokens_belong_to_the_preset_they_were_chosen_for():
    theme = launch(preset="harbour", brand="#00594f").theme

    assert (theme.preset, theme.tokens) == ("harbour", {})


def test_a_template_whose_colours_cannot_be_read_launches_nothing():
    with pytest.raises(UserError, match="“Link” on “Page background” has a contrast of"):
        launch(link="#aaaaaa")

    assert not AgencySite.objects.exists()


def test_a_layer_changes_single_tokens():
    below = SiteContent(tokens={"brand": "#00594f", "corner": 4}).below(SiteContent(tokens={"corner": 8}))

    assert below.tokens == {"brand": "#00594f", "corner": 8}
