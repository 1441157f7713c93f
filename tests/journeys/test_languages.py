"""A reader of two languages: each page says where it stands in the other, and what is not translated is not there."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.editor import OPENS_WITHIN_MS, autosaved, edit_page, open_panel, publish, type_into
from tests.journeys.installation import Account, Installation

TITLE = "Contact the Ministry of Health"

# French as an agency that has it for long.
_TRANSLATE = """
from govcms.content.models import StandardPage
from tenants.models import Agency
from tenants.scope import tenant_scope
from wagtail.models import Locale

agency = Agency.objects.get(key="transport")
with tenant_scope(agency):
    agency_site = agency.sites.get()
    agency_site.languages = ["en", "fr"]
    agency_site.save(update_fields=["languages"])
    french = Locale.objects.get_or_create(language_code="fr")[0]
    contact = StandardPage.objects.get(agency=agency, slug="contact")
    home = agency_site.site.root_page.specific
    for page, title, slug in ((home, "Accueil", "accueil"), (contact, "Contact", "joindre")):
        translation = page.copy_for_translation(french)
        translation.title, translation.slug = title, slug
        translation.save_revision().publish()
"""


def test_pages_name_their_translations_and_lead_to_them(
    installation: Installation, new_page: Callable[..., Page]
) -> None:
    english, french = installation.url("transport", "/contact/"), installation.url("transport", "/fr/joindre/")
    page = new_page()
    page.goto(english)
    assert _versions(page) == {}
    installation.manage("shell", "--verbosity=0", "-c", _TRANSLATE)

    for address, language in ((english, "en"), (french, "fr")):
        page.goto(address)
        assert _versions(page) == {"en": english, "fr": french, "x-default": english}
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("link[rel=canonical]")).to_have_attribute("href", address)

    # The menu leads on in the language where it can; what is not translated stays in its own.
    page.goto(installation.url("transport", "/fr/"))
    home = installation.url("transport")
    assert _versions(page) == {"en": home, "fr": installation.url("transport", "/fr/"), "x-default": home}
    expect(page.get_by_role("link", name="Contact", exact=True).first).to_have_attribute(
        "href", re.compile(r"/fr/joindre/$")
    )
    assert page.goto(installation.url("transport", "/services/")).status == 200
    assert _versions(page) == {}
    for untranslated in ("/fr/services/", "/fr/contact/", "/joindre/"):
        assert installation.get(installation.url("transport", untranslated)).status == 404


def test_a_page_is_translated_beside_its_original_and_kept_in_step(
    installation: Installation, new_page: Callable[..., Page], sign_in: Callable[[Page, Account], None]
) -> None:
    page, reading = new_page(), new_page(width=360, height=740)
    sign_in(page, installation.account(role="agency_admin", agency="health"))
    admin = installation.url("health.admin", "/admin/")

    page.goto(admin + "translations/")
    page.locator("[name=language]").select_option(label="Français")
    page.get_by_role("button", name="Add the language").click()
    expect(page.locator(".messages")).to_contain_text("Français was added")
    page.wait_for_timeout(OPENS_WITHIN_MS)
    with autosaved(page, field="title", value="Accueil"):
        type_into(page, "#id_title", "Accueil")
    publish(page)

    page.goto(admin + "translations/")
    page.get_by_role("link", name="Français").click()
    page.get_by_role("link", name=re.compile(rf"^Translate {TITLE}$")).click()
    page.get_by_role("button", name="Begin the translation").click()
    page.wait_for_timeout(OPENS_WITHIN_MS)
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/$"))
    translation = page.url
    original = open_panel(page, "original")
    expect(original).to_contain_text(TITLE)
    expect(original.locator(".original")).to_have_attribute("lang", "en")
    with autosaved(page, field="title", value="Nous joindre"):
        type_into(page, "#id_title", "Nous joindre")
    publish(page)
    page.goto(translation)
    expect(page.get_by_text("has changed since this page was translated")).to_have_count(0)

    # A reader of the original is led to it, on a telephone as well.
    reading.goto(installation.url("health", "/contact/"))
    reading.get_by_role("navigation", name="Language").get_by_role("link", name="Français").click()
    expect(reading.locator("h1")).to_have_text("Nous joindre")
    expect(reading.locator("html")).to_have_attribute("lang", "fr")
    reading.goto(installation.url("health", "/about/"))
    missing = reading.get_by_role("navigation", name="Language").get_by_role("link", name=re.compile("Français"))
    missing.click()
    expect(reading).to_have_url(installation.url("health", "/fr/"))

    edit_page(page, TITLE)
    with autosaved(page, field="summary"):
        type_into(page, "#id_summary", "Telephone, letters and our new counter at the station.")
    publish(page)
    page.goto(translation)
    expect(page.locator(".messages")).to_contain_text("has changed since this page was translated")
    page.get_by_role("link", name="See what to do").click()
    page.get_by_role("link", name="See what has changed").click()
    expect(page.get_by_text("our new counter at the station")).to_be_visible()
    page.goto(translation.replace("/pages/", "/translations/").replace("/edit/", "/up-to-date/"))
    page.get_by_role("button", name="It is up to date").click()
    expect(page.locator(".messages")).to_contain_text("says what its original says")


def _versions(page: Page) -> dict[str, str]:
    """Where the page says it stands in which language."""
    links = page.locator("link[rel=alternate][hreflang]").all()
    return {str(link.get_attribute("hreflang")): str(link.get_attribute("href")) for link in links}
