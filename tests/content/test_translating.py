"""Translating a page: beside its original, told when that has changed; lists of what is missing."""

import re
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from govcms.content.models import Menu, SiteSettings, StandardPage, Translation
from govcms.identity.models import User
from govcms.pages.bin.actions import move_to_bin
from govcms.pages.models import Page
from tenants.models import AgencySite
from tenants.scope import tenant_scope
from tests.content.test_languages import translated

pytestmark = pytest.mark.django_db
ADMIN = {"host": "health.admin.gov.test"}


@pytest.fixture
def french(health_site: AgencySite, health_home: Page, fares: StandardPage) -> Locale:
    """French, in which the site has its home page alone."""
    with tenant_scope(health_site.agency):
        health_site.languages = ["en", "fr"]
        health_site.save()
        translated(health_home, "Accueil", "accueil")
    return Locale.objects.get(language_code="fr")


def address(name: str, *arguments: Any) -> str:
    """The path of an admin screen."""
    path: str = reverse(name, urlconf="govcms.urls.admin", args=arguments)
    return path


def translate(client: Client, page: Page) -> Page:
    """The draft that the button makes."""
    asked = address("translate_page", page.pk, "fr")
    assert "This makes a draft in Français" in client.get(asked, headers=ADMIN).text
    answer = client.post(asked, headers=ADMIN)
    assert answer.status_code == 302
    draft: Page = Page.objects.get(translation_key=page.translation_key, locale__language_code="fr")
    assert answer["Location"] == address("wagtailadmin_pages:edit", draft.pk)
    return draft


def test_an_editor_translates_a_page_beside_its_original(
    client: Client, health_editor: User, french: Locale, fares: StandardPage, bus_pass: StandardPage
) -> None:
    client.force_login(health_editor)
    section = bus_pass.get_parent()
    assert "Translate into Français" in client.get(address("wagtailadmin_pages:edit", section.pk), headers=ADMIN).text
    # A page whose parent is not translated waits for it.
    waits = client.get(address("translate_page", bus_pass.pk, "fr"), headers=ADMIN)
    assert "“Getting about”, is not translated yet" in waits.text
    assert client.post(address("translate_page", bus_pass.pk, "fr"), headers=ADMIN).status_code == 200
    translate(client, section)

    draft = translate(client, bus_pass)

    assert (draft.live, draft.title, draft.locale) == (False, "Bus pass", french)
    screen = client.get(address("wagtailadmin_pages:edit", draft.pk), headers=ADMIN).text
    original = screen[screen.index('class="original"') :]
    for words in (
        "Travel free on buses.",
        "Who can apply",
        "Anybody over sixty. See fares",
        "Yearly · 120",
        "Off we go",
    ):
        assert words in original, words
    assert "Says what the original says" in screen
    # Once more opens the same draft.
    client.post(address("translate_page", bus_pass.pk, "fr"), headers=ADMIN)
    assert Page.objects.filter(translation_key=bus_pass.translation_key).count() == 2


def test_a_translation_says_that_its_original_has_changed_until_somebody_has_looked(
    client: Client, health_editor: User, health_site: AgencySite, french: Locale, fares: StandardPage
) -> None:
    client.force_login(health_editor)
    draft = translate(client, fares)
    edit = address("wagtailadmin_pages:edit", draft.pk)
    assert "has changed since" not in client.get(edit, headers=ADMIN).text
    with tenant_scope(health_site.agency):
        before = Translation.objects.get(page=draft).source_revision_id
    fares.refresh_from_db()
    # A draft of the original changes nothing for readers, nor for translators.
    fares.title = "All fares"
    fares.save_revision()
    assert "has changed since" not in client.get(edit, headers=ADMIN).text
    fares.save_revision().publish()

    screen = client.get(edit, headers=ADMIN).text

    assert "The original “All fares” has changed since this page was translated." in screen
    compare = address("wagtailadmin_pages:revisions_compare", fares.pk, before or "earliest", "live")
    assert (f'href="{compare}"' in screen) is (before is not None)
    confirm = address("translation_up_to_date", draft.pk)
    assert "when this page last said the same" in client.get(confirm, headers=ADMIN).text
    assert client.post(confirm, headers=ADMIN)["Location"] == edit
    assert "has changed since" not in client.get(edit, headers=ADMIN).text


def test_a_translation_in_the_bin_is_restored_first(
    client: Client, health_editor: User, health_publisher: User, french: Locale, fares: StandardPage
) -> None:
    client.force_login(health_editor)
    draft = translate(client, fares)
    with tenant_scope(fares.agency):
        move_to_bin(page=draft.specific, user=health_publisher)

    asked = address("translate_page", fares.pk, "fr")
    assert "Translate into Français" in client.get(address("wagtailadmin_pages:edit", fares.pk), headers=ADMIN).text
    assert "The translation of this page is in the bin" in client.post(asked, headers=ADMIN).text
    assert Page.objects.filter(translation_key=fares.translation_key).count() == 2


def test_lists_say_what_is_missing_in_a_language(
    client: Client,
    health_editor: User,
    health_site: AgencySite,
    french: Locale,
    fares: StandardPage,
    bus_pass: StandardPage,
) -> None:
    client.force_login(health_editor)
    translate(client, fares)

    overview = client.get(address("translations"), headers=ADMIN).text
    assert re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", overview)).count("Français yes 1 1 0 2") == 1
    # Adding a language is for those who may change the site.
    assert "Add a language" not in overview
    listed = address("translations_into", health_site.uid, "fr")
    missing = client.get(f"{listed}?state=missing", headers=ADMIN).text
    assert address("translate_page", bus_pass.pk, "fr") in missing
    assert address("translate_page", fares.pk, "fr") not in missing
    assert client.get(address("translations_into", health_site.uid, "ar"), headers=ADMIN).status_code == 404


def test_an_admin_adds_a_language(
    client: Client, health_admin: User, health_editor: User, health_site: AgencySite, menus: Menu
) -> None:
    client.force_login(health_editor)
    wanted = {"site": health_site.pk, "language": "ar"}
    assert client.post(address("translations"), wanted, headers=ADMIN).status_code == 403
    client = Client()
    client.force_login(health_admin)

    answer = client.post(address("translations"), wanted, headers=ADMIN)

    home = Page.objects.get(depth=3, agency=health_site.agency, locale__language_code="ar")
    assert answer["Location"] == address("wagtailadmin_pages:edit", home.pk)
    with tenant_scope(health_site.agency):
        assert [menu.language for menu in Menu.objects.all()] == ["ar", "en"]
        assert [row.language for row in SiteSettings.objects.all()] == ["ar", "en"]
    again = client.post(address("translations"), wanted, headers=ADMIN)
    assert "Select a valid choice" in again.text or "has this language already" in again.text
    for name in ("menus:index", "site_settings:index"):
        assert "العربية" in client.get(address(name), headers=ADMIN).text


def test_the_command_adds_a_language(health_site: AgencySite) -> None:
    call_command("add_language", "fr", host="health.gov.test")
    health_site.refresh_from_db()
    assert health_site.languages == ["en", "fr"]

    with pytest.raises(CommandError, match="No site answers at nowhere"):
        call_command("add_language", "fr", host="nowhere")
    with pytest.raises(CommandError, match="The platform has no language “xx”"):
        call_command("add_language", "xx", host="health.gov.test")
