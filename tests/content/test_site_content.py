"""Sites from files: every site template becomes a sound site."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from wagtail.models import ReferenceIndex

from govcms.content.models import (
    HomePage,
    ListingPage,
    Menu,
    NewsPage,
    SiteAlert,
    SiteSettings,
    Snippet,
    StandardPage,
    Translation,
)
from govcms.content.site_content import FileSiteTemplate, SiteContent, read_site_content, read_site_templates
from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.models import Page, Topic
from tenants.actions import create_agency, ensure_platform, launch_site
from tenants.errors import UserError
from tenants.models import AgencySite
from tenants.scope import tenant_scope
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db

LINK = (
    '<p>See <a linktype="page" id="@page:/services/apply/">how</a>'
    ' and <a linktype="document" id="@document:form">what</a></p>'
)


def site(**changes: object) -> SiteContent:
    """A small site that uses everything the format has."""
    pages = {
        "/": {
            "type": "home",
            "title": "{agency}",
            "hero_text": "Welcome to the {agency}",
            "image": "@image:harbour",
            "body": [
                {
                    "type": "card_grid",
                    "value": {
                        "cards": [{"title": "Apply", "page": "@page:/services/apply/", "image": "@image:harbour"}]
                    },
                }
            ],
        },
        "/services/": {"type": "listing", "title": "Services", "order": 10, "show_in_menus": True},
        "/services/apply/": {
            "title": "Apply",
            "summary": "Apply to the {agency}.",
            "topics": ["money", "unknown"],
            "review_in_days": 30,
            "body": [
                {"type": "rich_text", "value": LINK},
                {"type": "document_list", "value": {"title": "Forms", "documents": ["@document:form"]}},
            ],
        },
        "/about/": {"title": "About", "order": 5},
        "/news/": {"type": "news", "title": "Open", "date": date(2026, 3, 1), "order": 20},
    }
    content = {
        "name": "Small",
        "preset": "civic",
        "settings": {
            "tagline": "At your service",
            "social": [{"title": "Fediverse", "url": "https://social.example/"}],
            "sharing_image": "@image:harbour",
        },
        "menu": [
            {"title": "Services", "page": "/services/", "children": [{"title": "Apply", "page": "/services/apply/"}]}
        ],
        "footer": [{"title": "About", "page": "/about/"}],
        "pages": pages,
        "images": {
            "harbour": {
                "title": "Harbour",
                "alt": "Boats",
                "kind": "harbour",
                "seed": 1,
                "palette": "sea",
                "size": [64, 36],
                "focal": [10, 10, 4, 4],
            },
            "unused": {"title": "Unused", "decorative": True, "kind": "nothing", "seed": 1, "palette": "none"},
        },
        "documents": {"form": {"title": "Form", "text": "# How\n\nFill it in."}},
    }
    return SiteContent(**{**content, **changes})


def launch(content: SiteContent, key: str = "health", **options: object) -> AgencySite:
    agency = create_agency(key=key, name=f"The {key.title()} Office")
    return launch_site(
        agency=agency,
        name=agency.name,
        host=f"{key}.gov.test",
        template=FileSiteTemplate("small", content),
        live=True,
        **options,
    )


@pytest.fixture
def palette() -> str:
    """The name of a palette that exists."""
    from govcms.content.demo.pictures import PALETTES

    return next(iter(PALETTES))


@pytest.fixture
def small_site(palette) -> SiteContent:
    """The small site, with a palette that exists."""
    content = site()
    harbour = {**content.images["harbour"], "palette": palette}
    return site(images={**content.images, "harbour": harbour})


def test_files_become_pages_in_their_order_at_their_addresses(small_site):
    agency_site = launch(small_site)

    home = agency_site.site.root_page.specific
    assert isinstance(home, HomePage)
    assert [page.title for page in home.get_children()] == ["About", "Services", "Open"]
    assert [type(page) for page in home.get_children().specific()] == [StandardPage, ListingPage, NewsPage]
    assert Page.objects.get(slug="apply").url == "http://health.gov.test:8000/services/apply/"
    assert Page.find_problems() == ([], [], [], [], [])


def test_words_and_dates_are_filled_in(small_site):
    money = Topic.objects.create(key="money", name="Money")
    launch(small_site)

    home, apply, news = HomePage.objects.get(), StandardPage.objects.get(slug="apply"), NewsPage.objects.get()
    assert (home.title, home.hero_text) == ("The Health Office", "Welcome to the The Health Office")
    assert list(apply.topics.all()) == [money]
    assert apply.review_by is not None
    assert news.date == news.first_published_at.date() == date(2026, 3, 1)


def test_references_lead_to_the_agencys_own_pages_and_files(small_site):
    launch(small_site, "transport")
    agency = launch(small_site).agency

    with tenant_scope(agency):
        apply = StandardPage.objects.get(slug="apply", agency=agency)
        image, document = AgencyImage.objects.get(agency=agency), AgencyDocument.objects.get(agency=agency)
        home = HomePage.objects.get(agency=agency)
        [card] = home.body[0].value["cards"]
        assert (card["page"].specific, card["image"], home.hero_image) == (apply, image, image)
        assert apply.body[1].value["documents"][0] == document
        menu = Menu.objects.get()
        assert menu.items[0].value["children"][0]["page"].specific == apply
        assert menu.footer[0].value["page"].url == "http://health.gov.test:8000/about/"
        assert SiteSettings.objects.get().sharing_image == image
    assert f'id="{apply.pk}"' in apply.body[0].value.source
    assert str(home.pk) in ReferenceIndex.get_references_to(apply).values_list("object_id", flat=True)


def test_reusable_content_and_alerts_come_with_the_site(client, small_site):
    ask = {"type": "notice", "value": {"tone": "information", "text": LINK.split(" and ")[0] + "</p>"}}
    call = {"type": "contact", "value": {"name": "{agency}", "phone": "188"}}
    platform = ensure_platform(name="Portal")
    with tenant_scope(platform):
        Snippet.objects.create(agency=platform, name="In danger", is_shared=True, content=[("contact", call["value"])])
    shown = [{"type": "reusable", "value": f"@snippet:{key}"} for key in ("call", "ask", "platform/in-danger")]
    layer = SiteContent(
        pages={"/about/": {"title": "About", "body": shown}},
        snippets={"call": {"name": "Call us", "content": [call]}, "ask": {"name": "Ask", "content": [ask]}},
        alerts=[{"level": "warning", "title": "High water", "link_text": "Read on", "page": "/about/", "days": 3}],
    )
    agency = launch(small_site.below(layer)).agency

    with tenant_scope(agency):
        assert [snippet.name for snippet in Snippet.objects.all()] == ["Ask", "Call us"]
        assert Snippet.objects.get(name="Call us").content[0].value["name"] == "The Health Office"
        alert = SiteAlert.objects.get()
        alert.full_clean()
        assert (alert.link_address, alert.ends_at - alert.starts_at) == (
            "http://health.gov.test:8000/about/", timedelta(days=3),
        )  # fmt: skip
    answer = client.get("/about/", headers={"host": "health.gov.test"}).text
    assert "High water" in answer
    assert answer.count("<bdi>188</bdi>") == 2
    assert re.search(r'See <a [^>]*href="/services/apply/"', answer)


@pytest.mark.parametrize(
    ("key", "content", "said"),
    [
        ("a", [{"type": "song", "value": {}}], "Reusable content a: There is no block or field “song”"),
        ("b", [], "Nothing answers to the reference @snippet:a"),
        ("platform/a", [], "Nothing answers to the reference @snippet:a"),
    ],
)
def test_wrong_reusable_content_is_refused(small_site, key, content, said):
    page = {"title": "About", "body": [{"type": "reusable", "value": "@snippet:a"}]}
    with pytest.raises(UserError, match=said):
        launch(
            small_site.below(SiteContent(pages={"/about/": page}, snippets={key: {"name": key, "content": content}}))
        )


def test_only_pictures_in_use_are_drawn(small_site):
    launch(small_site)

    image = AgencyImage.objects.get()
    assert (image.title, image.alt_text, image.width, image.height) == ("Harbour", "Boats", 64, 36)
    assert image.get_focal_point() is not None


def test_layers_replace_by_key(small_site):
    layer = SiteContent(
        settings={"tagline": "Anew"},
        footer=[{"title": "Services", "page": "/services/"}],
        pages={"/about/": {"title": "All about us"}},
    )

    content = small_site.below(layer)

    assert content.settings["tagline"] == "Anew"
    assert len(content.settings) == len(small_site.settings)
    assert content.menu == small_site.menu
    assert content.footer == layer.footer
    assert content.pages["/about/"] == {"title": "All about us"}
    assert set(content.pages) == set(small_site.pages)


@pytest.mark.parametrize(
    ("path", "changes", "reason"),
    [
        ("/about/", {"type": "castle"}, "Page /about/: There is no page type “castle”"),
        ("/about/", {"colour": "red"}, "Page /about/: It cannot have “colour”"),
        ("/about/", {"title": ""}, "Page /about/: It has no title"),
        ("/about/", {"image": "@image:harbour"}, "Page /about/: It cannot have “image”"),
        ("/about/", {"body": [{"type": "marquee", "value": ""}]}, "Page /about/: There is no block"),
        ("/about/", {"body": [{"type": "heading", "value": {"size": "9"}}]}, "no block or field “size”"),
        ("/about/", {"body": [{"type": "rich_text", "value": "@page:/nowhere/"}]}, "Page /about/: Nothing answers"),
        ("/about/", {"body": [{"type": "rich_text", "value": "@document:nothing"}]}, "no document “nothing”"),
        ("/a/b/", {"title": "Orphan"}, "Page /a/b/ has no parent: /a/ is missing"),
    ],
)
def test_wrong_content_is_refused_with_its_place_and_leaves_nothing(small_site, path, changes, reason):
    page = {**small_site.pages.get(path, {}), **changes}
    content = small_site.below(SiteContent(pages={path: page}))
    files_before = set(stored_files())

    with pytest.raises(UserError, match=reason):
        launch(content)

    assert not HomePage.objects.exists()
    assert not AgencyImage.objects.exists()
    assert set(stored_files()) == files_before


def stored_files() -> Iterator[Path]:
    """The files of all agencies on disk."""
    return (path for path in Path(settings.DATA_DIR, "files").rglob("*") if path.is_file())


def test_a_site_begins_in_several_languages(client, small_site):
    french = SiteContent(
        settings={"site_name": "Office de la santé", "tagline": "À votre service"},
        menu=[{"title": "Démarches", "page": "/services/"}, {"title": "À propos", "page": "/about/"}],
        pages={
            "/": {"title": "{agency}", "hero_text": "Bienvenue"},
            "/services/": {"title": "Démarches", "slug": "demarches"},
            "/services/apply/": {"title": "Demander", "slug": "demander", "summary": "Une demande à la {agency}."},
        },
    )
    words = {"language": "fr", "title": "Crue", "link_text": "Lire"}
    alert = {"level": "warning", "title": "High water", "link_text": "Read on", "page": "/services/", "days": 3}
    alerts = [{**alert, "translations": [words]}]
    agency_site = launch(site(images=small_site.images, languages={"fr": french}, alerts=alerts))
    assert agency_site.languages == ["en", "fr"]
    page = Page.objects.get(slug="demander", locale__language_code="fr").specific
    assert page.url == "http://health.gov.test:8000/fr/demarches/demander/"
    assert page.summary == "Une demande à la Office de la santé."
    # What the file does not say is as in the first language.
    assert [block.block_type for block in page.body] == ["rich_text", "document_list"]
    assert f'id="{page.pk}"' in str(page.body[0].value.source)
    with tenant_scope(agency_site.agency):
        translation = Translation.objects.get(page=page)
        assert (translation.source.slug, translation.is_outdated) == ("apply", False)
    answer = client.get("/fr/demarches/demander/", headers={"host": "health.gov.test"}).text
    assert "Office de la santé" in answer and "À votre service" in answer  # noqa: PT018
    assert re.search(r'Crue</p>.*href="http://health.gov.test:8000/fr/demarches/">Lire</a>', answer, re.DOTALL)
    # A page that is not translated is linked to in the first language.
    assert re.findall(r'href="([^"]*)"[^>]*>(Démarches|À propos)<', answer)[:2] == [
        ("/fr/demarches/", "Démarches"), ("/about/", "À propos"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("languages", "said"),
    [
        ({"xx": SiteContent(pages={"/": {"title": "X"}})}, "The platform has no language “xx”"),
        ({"fr": SiteContent(pages={"/": {"title": "X"}, "/new/": {"title": "Y"}})}, "a translation of nothing"),
        ({"fr": SiteContent(pages={"/services/": {"title": "X"}})}, "The site has no home page"),
    ],
)
def test_wrong_languages_are_refused(small_site, languages, said):
    with pytest.raises(UserError, match=said):
        launch(site(images=small_site.images, languages=languages))


def test_a_site_needs_a_home_page_and_known_settings(small_site):
    with pytest.raises(UserError, match="no home page"):
        launch(SiteContent())
    with pytest.raises(UserError, match="no setting “colour”"):
        launch(small_site.below(SiteContent(settings={"colour": "red"})), "transport")


def test_a_file_that_is_not_toml_is_named(tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "index.toml").write_bytes(b"title = \xff")

    with pytest.raises(UserError, match=r"index.toml cannot be read"):
        read_site_content(tmp_path)


def fields_are_valid(page: Page) -> bool:
    """Whether an editor could save the page as it is."""
    page.full_clean()
    page.body.stream_block.clean(page.body)
    return True


@pytest.mark.parametrize("key", ["blank", "council", "ministry", "portal", "service"])
def test_every_site_template_becomes_a_site_that_editors_can_save(key):
    agency = ensure_platform() if key == "portal" else AgencyFactory(key="harbour")
    template = read_site_templates()[key]

    host = "gov.test" if key == "portal" else "harbour.gov.test"
    agency_site = launch_site(agency=agency, name="Town of Merrin", host=host, template=template)

    with tenant_scope(agency):
        pages = Page.objects.filter(agency=agency, depth__gt=2).specific()
        assert all(fields_are_valid(page) for page in pages)
        assert len(pages) == len(template.content.pages)
        Menu.objects.get().full_clean(exclude=["agency", "agency_site"])
    assert agency_site.theme.preset == template.content.preset
    assert Page.find_problems() == ([], [], [], [], [])
