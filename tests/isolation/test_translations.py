"""Translations stay within their agency, and are for those who may write there."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from wagtail.models import Locale

from govcms.content.languages.adding import add_language
from govcms.content.languages.translating import translate_page
from govcms.content.models import Translation
from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.actions import add_member
from tenants.models import Agency, Role
from tenants.scope import tenant_scope
from tests.content.test_translating import ADMIN, address
from tests.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(health: Agency, transport: Agency, health_home: Page, transport_home: Page) -> dict[str, Page]:
    """A page of each agency; both have a site in English and French."""
    made = {}
    for agency, home in ((health, health_home), (transport, transport_home)):
        add_language(agency_site=agency.sites.get(), language="fr")
        made[agency.key] = StandardPageFactory(parent=home, title=f"Fares of {agency.key}", slug="fares")
    return made


@pytest.mark.parametrize(("owner", "status"), [("health", 302), ("transport", 404)])
def test_an_editor_translates_her_own_agencys_pages(
    client: Client, health_editor: User, pages: dict[str, Page], owner: str, status: int
) -> None:
    client.force_login(health_editor)

    response = client.post(address("translate_page", pages[owner].pk, "fr"), headers=ADMIN)

    assert response.status_code == status
    assert Page.objects.filter(translation_key=pages[owner].translation_key).count() == (2 if status == 302 else 1)


@pytest.mark.parametrize(("owner", "status"), [("health", 200), ("transport", 404)])
def test_an_editor_sees_what_is_translated_on_her_own_agencys_sites(
    client: Client, request: pytest.FixtureRequest, health_editor: User, pages: dict[str, Page], owner: str, status: int
) -> None:
    client.force_login(health_editor)
    agency_site = request.getfixturevalue(owner).sites.get()

    response = client.get(address("translations_into", agency_site.uid, "fr"), headers=ADMIN)

    assert response.status_code == status
    assert b"Fares of transport" not in response.content
    assert b"Fares of transport" not in client.get(address("translations"), headers=ADMIN).content


def test_nobody_notes_anything_of_another_agencys_translation(
    client: Client, health_editor: User, health_viewer: User, transport: Agency, pages: dict[str, Page]
) -> None:
    with tenant_scope(transport):
        theirs = Translation.objects.get()
    client.force_login(health_editor)
    confirm = address("translation_up_to_date", theirs.page_id)
    assert client.get(confirm, headers=ADMIN).status_code == 404
    assert client.post(confirm, headers=ADMIN).status_code == 404


def test_a_viewer_translates_nothing(
    client: Client, health_viewer: User, health: Agency, pages: dict[str, Page]
) -> None:
    client.force_login(health_viewer)
    with tenant_scope(health):
        own = Translation.objects.get()

    asked = address("translate_page", pages["health"].pk, "fr")
    assert [client.get(asked, headers=ADMIN).status_code, client.post(asked, headers=ADMIN).status_code] == [403, 403]
    assert client.post(address("translation_up_to_date", own.page_id), headers=ADMIN).status_code == 403


def test_a_site_of_one_agency_gets_no_language_from_another(
    client: Client, health_admin: User, transport: Agency, pages: dict[str, Page]
) -> None:
    client.force_login(health_admin)
    site = transport.sites.get()

    response = client.post(address("translations"), {"site": site.pk, "language": "ar"}, headers=ADMIN)

    assert response.status_code == 200
    site.refresh_from_db()
    assert site.languages == ["en", "fr"]
    assert not Locale.objects.filter(language_code="ar").exists()


@pytest.fixture
def translator(health: Agency, pages: dict[str, Page]) -> User:
    """A publisher whose role is limited to the French pages."""
    with tenant_scope(health):
        home = Page.objects.get(agency=health, depth=3, locale__language_code="fr")
    return add_member(email="fr@health.example", agency=health, role=Role.PUBLISHER, section=home).user


def test_a_page_outside_ones_section_is_not_read_by_translating_it(
    client: Client, translator: User, health: Agency, pages: dict[str, Page]
) -> None:
    client.force_login(translator)
    source = pages["health"]

    asked = address("translate_page", source.pk, "fr")
    assert [client.get(asked, headers=ADMIN).status_code, client.post(asked, headers=ADMIN).status_code] == [404, 404]
    with tenant_scope(health), pytest.raises(PermissionDenied):
        translate_page(page=source, locale=Locale.objects.get(language_code="fr"), user=translator)
    assert Page.objects.filter(translation_key=source.translation_key).count() == 1


def test_an_original_outside_ones_section_does_not_stand_beside_its_translation(
    client: Client, translator: User, health_editor: User, health: Agency, pages: dict[str, Page]
) -> None:
    source = pages["health"].specific
    with tenant_scope(health):
        draft = translate_page(page=source, locale=Locale.objects.get(language_code="fr"))
        draft.title, source.title, source.summary = "Tarifs", "Secret fares", "Secret words"
        draft.save()
        source.save_revision().publish()
        source.unpublish()
    edit, confirm = address("wagtailadmin_pages:edit", draft.pk), address("translation_up_to_date", draft.pk)
    client.force_login(health_editor)
    assert "Secret words" in client.get(edit, headers=ADMIN).text
    assert client.get(confirm, headers=ADMIN).status_code == 200
    client = Client()
    client.force_login(translator)

    screen = client.get(edit, headers=ADMIN)

    assert screen.status_code == 200
    assert "Secret" not in screen.text
    assert [client.get(confirm, headers=ADMIN).status_code, client.post(confirm, headers=ADMIN).status_code] == [
        404
    ] * 2


def test_who_may_not_change_a_translation_is_not_asked_about_it(
    client: Client, health_viewer: User, health: Agency, pages: dict[str, Page]
) -> None:
    client.force_login(health_viewer)
    with tenant_scope(health):
        own = Translation.objects.get()

    assert client.get(address("translation_up_to_date", own.page_id), headers=ADMIN).status_code == 403


@pytest.mark.parametrize("language", ["xx", "ar", "en"])
def test_a_language_that_the_site_lacks_is_not_found_and_not_made(
    client: Client, health_editor: User, pages: dict[str, Page], language: str
) -> None:
    client.force_login(health_editor)
    asked = address("translate_page", pages["health"].pk, language)
    before = set(Locale.objects.values_list("language_code", flat=True))

    assert [client.get(asked, headers=ADMIN).status_code, client.post(asked, headers=ADMIN).status_code] == [404, 404]
    assert set(Locale.objects.values_list("language_code", flat=True)) == before
