"""A site in two languages: what readers of one are offered of the other."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.encoding import iri_to_uri
from django.utils.translation import override
from wagtail.models import Locale

from govcms.content.languages.adding import add_language
from govcms.content.languages.translating import translate_page
from govcms.content.models import Menu, SiteSettings, Snippet, StandardPage
from govcms.pages.models import Page, Topic
from govcms.pages.topics import names_for_readers
from search.labels import agency_labels
from search.models import Entry
from tenants.addresses import address_map, current_version
from tenants.models import Agency, AgencySite
from tenants.scope import tenant_scope
from tests.content.conftest import HOST

pytestmark = pytest.mark.django_db
ROOT = "http://health.gov.test:8000"


def translated(page: Page, title: str, slug: str) -> Page:
    """The published French version of a page."""
    french = Locale.objects.get_or_create(language_code="fr")[0]
    translation = page.copy_for_translation(french)
    translation.title, translation.slug = title, slug
    translation.save_revision().publish()
    return translation


@pytest.fixture
def bilingual(health_site: AgencySite, health_home: Page, fares: StandardPage, bus_pass: StandardPage) -> AgencySite:
    """A site in English and French, where the fares are in both."""
    with tenant_scope(health_site.agency):
        health_site.languages = ["en", "fr"]
        health_site.save()
        translated(health_home, "Accueil", "accueil")
        translated(fares, "Tarifs", "tarifs")
    return health_site


def choices(response: Any) -> list[tuple[str, str]]:
    """Language and address of each link of the switcher."""
    found = re.findall(r'class="languages__link" href="([^"]*)" hreflang="(\w+)"', response.content.decode())
    return [(language, address) for address, language in found]


@pytest.mark.parametrize(
    ("path", "language", "address", "is_there"),
    [
        ("/fares/", "fr", f"{ROOT}/fr/tarifs/", True),
        ("/fr/tarifs/", "en", f"{ROOT}/fares/", True),
        ("/", "fr", f"{ROOT}/fr/", True),
        ("/getting-about/", "fr", "/fr/", False),
        ("/search/?q=bus+pass", "fr", "/fr/search/?q=bus+pass", True),
        ("/fr/search/", "en", "/search/", True),
        ("/nowhere/", "fr", "/fr/", False),
        ("/fr/nowhere/", "en", "/", False),
    ],
)
def test_a_reader_comes_to_the_same_page_or_is_told_that_there_is_none(
    client: Client, bilingual: AgencySite, path: str, language: str, address: str, is_there: bool
) -> None:
    response = client.get(path, headers=HOST)

    assert choices(response) == [(language, address)]
    assert (b"languages__note" not in response.content) is is_there
    assert f'<html lang="{"fr" if path.startswith("/fr") else "en"}"'.encode() in response.content


def test_search_engines_learn_of_all_versions(client: Client, bilingual: AgencySite) -> None:
    for path in ("/fares/", "/fr/tarifs/"):
        found = re.findall(r'rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', client.get(path, headers=HOST).text)
        assert dict(found) == {"en": f"{ROOT}/fares/", "fr": f"{ROOT}/fr/tarifs/", "x-default": f"{ROOT}/fares/"}
    assert b"hreflang" not in client.get("/getting-about/", headers=HOST).content.split(b"</head>")[0]

    sitemap = client.get("/sitemap.xml", headers=HOST).text
    [entry] = [part for part in sitemap.split("<url>") if f"<loc>{ROOT}/fr/tarifs/</loc>" in part]
    assert f'<xhtml:link rel="alternate" hreflang="en" href="{ROOT}/fares/"/>' in entry


@pytest.mark.parametrize("slug", ["tarifs", "accueil"])
def test_a_version_behind_a_password_is_named_to_nobody(client: Client, bilingual: AgencySite, slug: str) -> None:
    with tenant_scope(bilingual.agency):
        Page.objects.get(slug=slug).view_restrictions.create(restriction_type="password", password="abc")

    html = client.get("/fares/", headers=HOST).text

    assert "tarifs" not in html
    assert 'rel="alternate" hreflang' not in html
    assert [language for language, _url in choices(client.get("/fares/", headers=HOST))] in ([], ["fr"])


def test_a_language_whose_home_page_is_a_draft_is_not_offered(
    client: Client, bilingual: AgencySite, fares: StandardPage
) -> None:
    home = Page.objects.get(slug="accueil")
    home.specific.unpublish()
    assert choices(client.get("/fares/", headers=HOST)) == []

    home.specific.get_latest_revision().publish()
    assert choices(client.get("/fares/", headers=HOST)) == [("fr", f"{ROOT}/fr/tarifs/")]


def test_a_site_of_one_language_shows_no_choice(client: Client, fares: StandardPage) -> None:
    assert b'class="languages' not in client.get("/fares/", headers=HOST).content


def test_the_choice_costs_no_query(client: Client, bilingual: AgencySite, django_assert_num_queries: Any) -> None:
    client.get("/search/", headers=HOST)
    client.get("/nowhere/", headers=HOST)

    # The host; for an address that leads nowhere also the pages along it and the redirects.
    with django_assert_num_queries(1):
        client.get("/search/", headers=HOST)
    with django_assert_num_queries(3):
        client.get("/nowhere/", headers=HOST)


def test_an_added_language_begins_as_a_draft_with_a_menu(
    client: Client, health_site: AgencySite, menus: Menu, health_home: Page, fares: StandardPage
) -> None:
    home = add_language(agency_site=health_site, language="fr")

    assert client.get("/fr/", headers=HOST).status_code == 404
    with tenant_scope(health_site.agency):
        tarifs = translate_page(page=fares, locale=home.locale)
        tarifs.title, tarifs.slug = "Tarifs", "tarifs"
        tarifs.save_revision().publish()
        home.specific.get_latest_revision().publish()
        assert Menu.objects.get(language="fr").items.raw_data[0]["value"]["page"] == fares.pk
        assert SiteSettings.objects.filter(language="fr").count() == 1

    answer = client.get("/fr/", headers=HOST).text
    # The entry has the name of the page in the language, and no longer the name it has in the first menu.
    assert re.search(r'href="/fr/tarifs/"[^>]*>Tarifs<', answer)
    assert "Care for all" in answer

    # Once more changes nothing.
    assert add_language(agency_site=health_site, language="fr").pk == home.pk
    health_site.refresh_from_db()
    assert health_site.languages == ["en", "fr"]


def test_topics_have_their_names_in_each_language(client: Client, bilingual: AgencySite, fares: StandardPage) -> None:
    topic = Topic.objects.create(key="money", name="Money", names={"fr": "Argent"})
    for page in Page.objects.filter(translation_key=fares.translation_key).specific():
        page.topics = [topic]
        page.save()

    assert "Argent" in client.get("/fr/tarifs/", headers=HOST).text
    assert "Money" in client.get("/fares/", headers=HOST).text
    with override("fr"):
        assert names_for_readers(["Money", "Unknown"]) == {"Money": "Argent", "Unknown": "Unknown"}


def test_settings_in_a_language_take_the_place_of_those_in_the_first(
    client: Client, bilingual: AgencySite, menus: Menu
) -> None:
    with tenant_scope(bilingual.agency):
        SiteSettings.objects.create(
            agency=bilingual.agency, agency_site=bilingual, language="fr", tagline="La santé", site_name="Santé"
        )

    french, english = (client.get(path, headers=HOST).text for path in ("/fr/", "/"))

    assert "La santé" in french
    assert "hello@health.example" in french
    assert "Care for all" in english
    assert "La santé" not in english


def test_words_in_another_language_than_the_page_say_so(client: Client, bilingual: AgencySite, menus: Menu) -> None:
    home = Page.objects.get(slug="accueil").specific
    untranslated = Page.objects.get(slug="bus-pass")
    card = {"title": "", "page": untranslated.pk, "text": "Un mot"}
    home.body = [
        {"type": "card_grid", "value": {"cards": [{"type": "item", "value": card, "id": str(uuid4())}]}},
        {"type": "reusable", "value": _snippet(bilingual.agency, language="en").pk},
    ]
    home.save_revision().publish()
    foreign = r'<[^>]* lang="en" dir="ltr"[^>]*>\s*'

    french, english = (client.get(path, headers=HOST).text for path in ("/fr/", "/"))

    for words in ("Care for all", "Video", "Bus pass"):
        assert re.search(foreign + words, french), words
    # Of a menu as well, where the page has no version in the language; not what is in it.
    assert not re.search(foreign + "(Tarifs|Un mot)", french)
    # What stands beside the words of others is said in their language.
    assert re.search(foreign + r'<div class="details-box">.*?Telephone', french, re.DOTALL)
    assert english.count('lang="en" dir="ltr"') == 1


def _snippet(agency: Agency, *, language: str) -> Snippet:
    with tenant_scope(agency):
        content = [("contact", {"name": "Passport office", "phone": "0800 100"})]
        return Snippet.objects.create(agency=agency, name="Passport office", content=content, language=language)


def test_an_agency_is_called_as_its_first_site_is(bilingual: AgencySite) -> None:
    agency = bilingual.agency
    with tenant_scope(agency):
        words = SiteSettings.objects.create(agency=agency, agency_site=bilingual, language="fr", site_name="Santé")

    uid = str(agency.uid)
    for language, name in (("en", agency.name), ("fr", "Santé")):
        address_map.check(current_version())
        with override(language):
            assert Agency.objects.get(pk=agency.pk).name_for_readers == name
            assert [label.name for label in agency_labels.of([uid])] == [name]

    with tenant_scope(agency):
        words.delete()
    assert Agency.objects.get(pk=agency.pk).names == {}


def test_the_end_of_an_address_may_be_in_any_script(client: Client, bilingual: AgencySite, fares: StandardPage) -> None:
    french = fares.get_translations().get()
    french.slug = "أجرة-الحافلة"
    french.save_revision().publish()
    path = "/fr/أجرة-الحافلة/"

    answer = client.get(path, headers=HOST)

    assert answer.status_code == 200
    written = iri_to_uri(path)
    assert f'<link rel="canonical" href="{ROOT}{written}">' in answer.text
    assert f'hreflang="fr" href="{ROOT}{written}"' in client.get("/fares/", headers=HOST).text
    assert f"<loc>{ROOT}{written}</loc>" in client.get("/sitemap.xml", headers=HOST).text
    assert Entry.objects.get(page=french).path == path
