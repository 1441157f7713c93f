"""Pages as readers get them."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from govcms.content.chrome import forget_chromes
from govcms.content.models import Menu, NewsPage, StandardPage
from govcms.identity.attempts import LIMITS, Kind
from govcms.pages.models import Page, Topic
from tenants.models import Agency
from tests.content.conftest import HOST, items
from tests.factories import AgencyFactory, DocumentFactory, ImageFactory, NewsPageFactory, StandardPageFactory, launched

pytestmark = pytest.mark.django_db

BUS_PASS = "/getting-about/bus-pass/"
# Host, page with ancestors, the page's own table, linked pages, pictures, documents, topics and notes, journeys.
WARM, COLD = 8, 16


def get(client: Client, path: str, host: str = "health.gov.test") -> str:
    """The page at ``path``, which must be there."""
    response = client.get(path, headers={"host": host})
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_a_page_shows_all_its_blocks_and_what_stands_around_them(
    client: Client, bus_pass: StandardPage, menus: Menu
) -> None:
    html = get(client, BUS_PASS)

    for words in (
        "Who can apply", "Anybody over sixty", "A bus at noon", "No buses on Friday", "Abroad", "Yearly", "Off we go",
        "Application form", "Care for all", "Getting about", "What a ride costs.", "hello@health.example",
        "https://video.example/health", "https://law.example/",
    ):  # fmt: skip
        assert words in html, words
    assert 'id="who-can-apply"' in html
    assert '<a href="/fares/">fares</a>' in html
    assert html.count('alt="A red bus"') == 2  # As an image and in the gallery; beside words it is decorative.
    assert 'srcset="/media/' in html
    assert '<link rel="canonical" href="http://health.gov.test:8000/getting-about/bus-pass/">' in html


def test_pages_of_all_types_answer(client: Client, health: Agency, health_home: Page) -> None:
    image = ImageFactory(agency=health, alt_text="A ward", credit="A. Nurse")
    NewsPageFactory(parent=health_home, title="New ward", slug="ward", date=datetime.date(2026, 3, 4), image=image)

    assert "<h1" in get(client, "/")
    news = get(client, "/ward/")
    assert "4 March 2026" in news
    assert 'alt="A ward"' in news
    assert "A. Nurse" in news
    assert 'property="og:image" content="http://health.gov.test:8000/media/' in news


def test_a_warm_page_takes_eight_queries_and_a_cold_one_sixteen(
    client: Client, django_assert_num_queries, django_assert_max_num_queries, bus_pass: StandardPage, menus: Menu
) -> None:
    get(client, BUS_PASS)

    with django_assert_num_queries(WARM):
        get(client, BUS_PASS)
    forget_chromes()
    with django_assert_max_num_queries(COLD):
        get(client, BUS_PASS)


def test_it_takes_no_more_beside_other_agencies_and_with_more_links(
    client: Client, django_assert_num_queries, health_home: Page, bus_pass: StandardPage, menus: Menu
) -> None:
    for number in range(3):
        launched(AgencyFactory(key=f"other-{number}"))
    links = "".join(
        f'<p><a linktype="page" id="{StandardPageFactory(parent=health_home).pk}">x</a></p>' for _ in range(10)
    )
    bus_pass.body.append(("rich_text", links))
    bus_pass.save_revision().publish()
    get(client, BUS_PASS)

    with django_assert_num_queries(WARM):
        html = get(client, BUS_PASS)

    assert html.count(">x</a>") == 10


@pytest.mark.parametrize("number", [1, 10])
def test_it_takes_no_more_with_many_blocks_and_pictures(
    client: Client, django_assert_num_queries, health: Agency, health_home: Page, fares: StandardPage, number: int
) -> None:
    images = [ImageFactory(agency=health, size=(40 + size, 30)) for size in range(number)]
    document = DocumentFactory(agency=health)
    pictures = [{"image": image.pk, "alt_text": "", "caption": "A room"} for image in images]
    StandardPageFactory(
        parent=health_home,
        slug="many",
        body=[
            {"type": "gallery", "value": {"pictures": items(*pictures)}},
            *({"type": "document", "value": {"document": document.pk, "cover": image.pk}} for image in images),
            *[{"type": "related_pages", "value": {"title": "Related", "pages": items(fares.pk)}}] * number,
        ],
    )
    get(client, "/many/")

    with django_assert_num_queries(WARM):
        html = get(client, "/many/")

    assert html.count("A room") == number
    assert html.count("document-card__cover") == number


@pytest.mark.parametrize(
    "path", ["/nothing/", "/getting-about/nothing/", "/bus-pass/", "/getting-about/bus-pass/deeper/", "/" + "a/" * 80]
)
def test_there_is_nothing_at_other_paths(client: Client, bus_pass: StandardPage, path: str) -> None:
    assert client.get(path, headers=HOST).status_code == 404


def test_a_path_without_its_last_slash_leads_to_the_page(client: Client, bus_pass: StandardPage) -> None:
    response = client.get("/getting-about/bus-pass", headers=HOST)

    assert (response.status_code, response.headers["Location"]) == (301, BUS_PASS)


def test_drafts_and_other_hosts_have_no_page(client: Client, bus_pass: StandardPage, transport: Agency) -> None:
    assert client.get(BUS_PASS, headers={"host": "transport.gov.test"}).status_code == 404

    bus_pass.unpublish()

    assert client.get(BUS_PASS, headers=HOST).status_code == 404


def test_a_page_below_a_draft_is_still_there_but_its_way_does_not_name_the_draft(
    client: Client, bus_pass: StandardPage
) -> None:
    bus_pass.get_parent().specific.unpublish()

    assert "Getting about" not in get(client, BUS_PASS)


def test_links_to_drafts_and_other_agencies_files_are_plain_words(
    client: Client, health_home: Page, transport: Agency, fares: StandardPage
) -> None:
    foreign = ImageFactory(agency=transport, alt_text="Secret plan")
    page = StandardPageFactory(
        parent=health_home,
        slug="links",
        body=[
            {"type": "rich_text", "value": f'<p>See <a linktype="page" id="{fares.pk}">fares</a></p>'},
            {"type": "image", "value": {"image": foreign.pk, "alt_text": "", "caption": ""}},
        ],
    )
    fares.unpublish()

    html = get(client, f"/{page.slug}/")

    assert "See <a>fares</a>" in html
    assert "Secret plan" not in html


def test_a_password_opens_the_pages_below_it_and_no_others(client: Client, bus_pass: StandardPage) -> None:
    restriction = PageViewRestriction.objects.create(
        page=bus_pass.get_parent(), restriction_type="password", password="open sesame"
    )
    form = get(client, BUS_PASS)
    assert "Anybody over sixty" not in form
    action = f"/password/{restriction.pk}/{bus_pass.pk}/"
    assert action in form

    wrong = client.post(action, {"password": "no", "return_url": BUS_PASS}, headers=HOST)
    assert wrong.status_code == 200
    opened = client.post(action, {"password": "open sesame", "return_url": BUS_PASS}, headers=HOST)

    assert (opened.status_code, opened.headers["Location"]) == (302, BUS_PASS)
    assert "Anybody over sixty" in get(client, BUS_PASS)


def test_guessing_the_password_of_a_page_is_stopped(client: Client, bus_pass: StandardPage) -> None:
    restriction = PageViewRestriction.objects.create(page=bus_pass, restriction_type="password", password="open sesame")
    action = f"/password/{restriction.pk}/{bus_pass.pk}/"
    for _attempt in range(LIMITS[Kind.PAGE_ADDRESS].free):
        client.post(action, {"password": "no", "return_url": BUS_PASS}, headers=HOST)

    refused = client.post(action, {"password": "open sesame", "return_url": BUS_PASS}, headers=HOST)

    assert refused.status_code == 429
    assert "Anybody over sixty" not in get(client, BUS_PASS)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_page_is_only_read(client: Client, bus_pass: StandardPage, method: str) -> None:
    assert getattr(client, method)(BUS_PASS, headers=HOST).status_code == 405


def test_a_password_never_leads_to_another_site(client: Client, bus_pass: StandardPage) -> None:
    restriction = PageViewRestriction.objects.create(page=bus_pass, restriction_type="password", password="x")
    form = {"password": "x", "return_url": "https://evil.example/"}

    opened = client.post(f"/password/{restriction.pk}/{bus_pass.pk}/", form, headers=HOST)

    assert opened["Location"] == "/"


def test_the_password_form_names_a_page_and_its_own_protection(
    client: Client, bus_pass: StandardPage, fares: StandardPage, transport: Agency
) -> None:
    restriction = PageViewRestriction.objects.create(page=bus_pass, restriction_type="password", password="x")

    assert client.get(f"/password/{restriction.pk}/{fares.pk}/", headers=HOST).status_code == 404
    other_host = {"host": "transport.gov.test"}
    assert client.get(f"/password/{restriction.pk}/{bus_pass.pk}/", headers=other_host).status_code == 404
    assert client.get(f"/password/{restriction.pk}/{bus_pass.pk}/", headers=HOST).status_code == 200


def test_methods_a_page_does_not_know_are_refused(client: Client, bus_pass: StandardPage) -> None:
    options = client.options(BUS_PASS, headers=HOST)

    assert "GET" in options.headers["Allow"]


def test_a_withdrawn_page_says_why_and_what_to_read_instead(
    client: Client, bus_pass: StandardPage, fares: StandardPage, django_assert_num_queries
) -> None:
    StandardPage.objects.filter(pk=bus_pass.pk).update(
        withdrawn_at=timezone.localdate(), withdrawn_reason="The scheme has ended.", withdrawn_replacement=fares
    )
    get(client, BUS_PASS)

    with django_assert_num_queries(WARM):
        html = get(client, BUS_PASS)

    assert "The scheme has ended." in html
    assert '<a class="govuk-link" href="/fares/">Fares</a>' in html
    assert '<meta name="robots" content="noindex">' in html


def test_topics_and_major_changes_are_shown(client: Client, bus_pass: StandardPage) -> None:
    page = StandardPage.objects.get(pk=bus_pass.pk)
    page.topics.set([Topic.objects.create(key="travel", name="Travelling")])
    page.change_type, page.change_note = Page.ChangeType.MAJOR, "The age is sixty now."
    page.save_revision().publish()

    html = get(client, BUS_PASS)

    assert "Travelling" in html
    assert "The age is sixty now." in html


@pytest.mark.parametrize("slug", ["search", "media", "feed", "ta"])
def test_a_page_cannot_take_an_address_of_the_platform(health_home: Page, slug: str) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="platform itself"):
        health_home.add_child(instance=StandardPage(title="Page", slug=slug))


def test_news_cannot_show_another_agencys_picture(health_home: Page, transport: Agency) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="your agency"):
        health_home.add_child(instance=NewsPage(title="News", image=ImageFactory(agency=transport)))
