"""A reader of two languages: each page says where it stands in the other, and what is not translated is not there."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.installation import Installation

# Translations are made by no screen of the admin yet.
_TRANSLATE = """
from govcms.content.models import StandardPage
from tenants.models import Agency
from tenants.scope import tenant_scope
from wagtail.models import Locale

agency = Agency.objects.get(key="health")
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
    english, french = installation.url("health", "/contact/"), installation.url("health", "/fr/joindre/")
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
    page.goto(installation.url("health", "/fr/"))
    home = installation.url("health")
    assert _versions(page) == {"en": home, "fr": installation.url("health", "/fr/"), "x-default": home}
    expect(page.get_by_role("link", name="Contact", exact=True).first).to_have_attribute(
        "href", re.compile(r"/fr/joindre/$")
    )
    assert page.goto(installation.url("health", "/services/")).status == 200
    assert _versions(page) == {}
    for untranslated in ("/fr/services/", "/fr/contact/", "/joindre/"):
        assert installation.get(installation.url("health", untranslated)).status == 404


def _versions(page: Page) -> dict[str, str]:
    """Where the page says it stands in which language."""
    links = page.locator("link[rel=alternate][hreflang]").all()
    return {str(link.get_attribute("hreflang")): str(link.get_attribute("href")) for link in links}
