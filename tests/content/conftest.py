"""A site with menus, and the stored form of a body with every block."""

import uuid
from typing import Any

import pytest

from govcms.content.models import Menu, SiteSettings, StandardPage
from govcms.pages.models import Page
from tenants.models import Agency, AgencySite
from tenants.scope import tenant_scope
from tests.factories import DocumentFactory, ImageFactory, StandardPageFactory

HOST = {"host": "health.gov.test"}


def items(*values: Any) -> list[dict[str, Any]]:
    """Values as a ListBlock stores them."""
    return [{"type": "item", "value": value, "id": str(uuid.uuid4())} for value in values]


def showing(*documents: Any) -> list[dict[str, Any]]:
    """The stored form of a body with a list of these documents."""
    return [{"type": "document_list", "value": {"title": "", "documents": items(*(item.pk for item in documents))}}]


def body_of(*, page: Page, image: Any, document: Any) -> list[dict[str, Any]]:
    """Every block once, linking to a page, an image and a document."""
    link = f'<a linktype="page" id="{page.pk}">fares</a>'
    form = f'<a linktype="document" id="{document.pk}">form</a>'
    return [
        {"type": "heading", "value": {"text": "Who can apply", "level": "h2"}},
        {"type": "rich_text", "value": f"<p>Anybody over sixty. See {link} and the {form}.</p>"},
        {"type": "image", "value": {"image": image.pk, "alt_text": "", "caption": "A bus at noon"}},
        {"type": "callout", "value": {"tone": "warning", "title": "Strike", "text": "<p>No buses on Friday.</p>"}},
        {"type": "accordion", "value": {"sections": items({"heading": "Abroad", "text": f"<p>Ask {link}.</p>"})}},
        {
            "type": "table",
            "value": {
                "caption": "Fees",
                "columns": [{"type": "text", "heading": "Pass"}, {"type": "number", "heading": "Price"}],
                "rows": [{"values": ["Yearly", "120"]}],
            },
        },
        {
            "type": "card_grid",
            "value": {
                "cards": items(
                    {"title": "Fares", "text": "", "page": page.pk, "url": "", "image": image.pk},
                    {
                        "title": "Elsewhere",
                        "text": "Off we go",
                        "page": None,
                        "url": "https://example.org/",
                        "image": None,
                    },
                )
            },
        },
        {"type": "document_list", "value": {"title": "Forms", "documents": items(document.pk)}},
        *_of_words(link),
        *_of_others(page=page, image=image, document=document),
    ]


def _of_words(link: str) -> list[dict[str, Any]]:
    csv = "Year,Towns,Villages\n2024,38,21\n2025,41,25.5\n2026,44,\n"
    chart: dict[str, Any] = {
        "title": "Pass holders",
        "summary": "More people ride free each year.",
        "unit": "Thousand",
        "csv": csv,
    }
    chart["document"] = None
    return [
        {"type": "heading", "value": {"text": "How it goes on", "level": "h2"}},
        {
            "type": "numbered_steps",
            "value": {"steps": items({"title": "Take a photo", "text": f"<p>Read {link}.</p>"})},
        },
        {"type": "inset", "value": {"text": "<p>For example, the ferry.</p>"}},
        {"type": "details", "value": {"summary": "Lost it?", "text": "<p>We send another.</p>"}},
        {"type": "heading", "value": {"text": "What people say", "level": "h3"}},
        {"type": "quote", "value": {"text": "I ride every day.", "name": "Maren Holt", "role": "Rider"}},
        {
            "type": "key_figures",
            "value": {"figures": items({"value": "9 days", "label": "to get it"}), "source": "2026"},
        },
        {
            "type": "timeline",
            "value": {"events": items({"when": "May 2027", "title": "New buses", "text": "<p>All electric.</p>"})},
        },
        {"type": "chart", "value": {**chart, "kind": "bar", "document": None, "source": "Office of buses"}},
        {
            "type": "chart",
            "value": {**chart, "title": "Holders by year", "kind": "line", "document": None, "source": ""},
        },
    ]


def _of_others(*, page: Page, image: Any, document: Any) -> list[dict[str, Any]]:
    link = {"title": "", "text": "", "page": page.pk, "url": ""}
    elsewhere = {"title": "Law on buses", "text": "", "page": None, "url": "https://law.example/buses"}
    contact = {"name": "Bus desk", "text": "Ask us.", "phone": "+44 20 7946 0000", "email": "bus@health.example"}
    place = {"address": "1 Bus Lane\nTown", "hours": "Monday, 9:00 to 17:00"}
    return [
        {"type": "heading", "value": {"text": "More", "level": "h2"}},
        {
            "type": "gallery",
            "value": {"pictures": items({"image": image.pk, "alt_text": "", "caption": "Inside the bus"})},
        },
        {
            "type": "video",
            "value": {
                "url": "https://www.youtube.com/watch?v=abcdefghijk",
                "title": "Boarding with a wheelchair",
                "poster": image.pk,
                "has_captions": True,
                "transcript": "<p>The driver lowers the ramp.</p>",
            },
        },
        {"type": "call_to_action", "value": {**link, "kind": "start", "title": "Start now", "text": "Have a photo."}},
        {"type": "links", "value": {"title": "Read on", "links": items(link, elsewhere)}},
        {"type": "related_pages", "value": {"title": "Related pages", "pages": items(page.pk)}},
        {"type": "document", "value": {"document": document.pk, "text": "All routes.", "cover": image.pk}},
        {"type": "contact", "value": {**contact, **place, "page": page.pk}},
        {
            "type": "offices",
            "value": {"offices": items({**place, "name": "", "page": page.pk, "coordinates": "51.5007, -0.1246"})},
        },
    ]


@pytest.fixture
def health_site(health: Agency) -> AgencySite:
    """The site of the Ministry of Health."""
    return health.sites.select_related("agency", "site").get()


@pytest.fixture
def fares(health_home: Page) -> StandardPage:
    """A page that others link to."""
    return StandardPageFactory(parent=health_home, title="Fares", slug="fares", summary="What a ride costs.")


@pytest.fixture
def bus_pass(health: Agency, health_home: Page, fares: StandardPage) -> StandardPage:
    """A page with every block, two levels below home."""
    section = StandardPageFactory(parent=health_home, title="Getting about", slug="getting-about")
    image = ImageFactory(agency=health, alt_text="A red bus", size=(1600, 900))
    document = DocumentFactory(agency=health, title="Application form")
    return StandardPageFactory(
        parent=section,
        title="Bus pass",
        slug="bus-pass",
        summary="Travel free on buses.",
        body=body_of(page=fares, image=image, document=document),
    )


@pytest.fixture
def menus(health_site: AgencySite, bus_pass: StandardPage, fares: StandardPage) -> Menu:
    """A menu of two levels and a footer of one link, with the settings of the site."""
    with tenant_scope(health_site.agency):
        SiteSettings.objects.filter(agency_site=health_site).delete()
        SiteSettings.objects.create(
            agency=health_site.agency,
            agency_site=health_site,
            language="en",
            tagline="Care for all",
            contact_email="hello@health.example",
            social=[("account", {"title": "Video", "url": "https://video.example/health"})],
        )
        Menu.objects.filter(agency_site=health_site).delete()
        child = {"title": "", "page": bus_pass.pk, "url": ""}
        menu = Menu(agency=health_site.agency, agency_site=health_site, language="en")
        menu.items = [
            ("item", {"title": "Travel", "page": fares, "url": "", "children": [{**child, "page": bus_pass}]}),
        ]
        menu.footer = [("link", {"title": "Law", "page": None, "url": "https://law.example/"})]
        menu.save()
    return menu
