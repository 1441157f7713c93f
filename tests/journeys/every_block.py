"""The stored form of a body with every block, as an agency would write it."""

import textwrap
from typing import Any

from govcms.content.models import Snippet
from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.models import Page
from tests.content.conftest import items

CLINICS = textwrap.dedent(
    """\
    Town;2024;2026
    Harbour Town;21;9
    Fellgate;14;11,5
    Orlune and the villages of the upper valley;18;12
    The Isles;8;
    """
)
DOSES = textwrap.dedent(
    """\
    Season,Over sixty,Under twelve,Others
    2019,"41,200","12,900","30,100"
    2020,"48,800","14,000","39,400"
    2021,"52,300",,"41,000"
    2022,"51,000","17,800","37,700"
    2023,"55,600","19,300","35,200"
    2024,"58,100","22,800","36,900"
    """
)


def every_block(
    *, page: Page, images: list[AgencyImage], document: AgencyDocument, snippet: Snippet
) -> list[dict[str, Any]]:
    """Every block at least once, linking to a page, pictures, a document and reusable content."""
    link = f'<a linktype="page" id="{page.pk}">who can have it</a>'
    pictures = [image.pk for image in images]
    blocks = [
        *_of_text(link),
        *_of_pictures(pictures),
        *_of_links(page=page, pictures=pictures, document=document),
        *_of_data(),
        *_of_places(page),
        ("reusable", snippet.pk),
    ]
    return [{"type": name, "value": value} for name, value in blocks]


def _of_text(link: str) -> list[tuple[str, Any]]:
    return [
        ("heading", {"text": "How to get a flu vaccination", "level": "h2"}),
        ("rich_text", f"<p>The vaccine is free for people over sixty. Read {link}, and bring your card.</p>"),
        (
            "numbered_steps",
            {
                "steps": items(
                    {"title": "Find a clinic near you", "text": f"<p>Look below for hours, and see {link}.</p>"},
                    {"title": "Bring your health card", "text": ""},
                    {
                        "title": "Stay for a quarter of an hour",
                        "text": "<p>A nurse watches for reactions.</p><ul><li>Tell us of allergies.</li></ul>",
                    },
                )
            },
        ),
        ("callout", {"tone": "warning", "title": "Two clinics are closed", "text": "<p>Both open on Monday.</p>"}),
        ("inset", {"text": "<p><b>Example:</b> Born on 3 May 1966, you can come from 3 May 2026 on.</p>"}),
        (
            "details",
            {"summary": "I have lost my health card", "text": "<p>Come with a passport; we look you up.</p>"},
        ),
        ("heading", {"text": "Before and after", "level": "h3"}),
        (
            "accordion",
            {
                "sections": items(
                    {"heading": "If you are pregnant", "text": f"<p>You can come at any time. See {link}.</p>"},
                    {"heading": "If you take blood thinners", "text": "<p>Tell the nurse.</p>"},
                )
            },
        ),
        (
            "quote",
            {
                "text": "I was in and out within twenty minutes, and nobody asked me for a paper twice.",
                "name": "Maren Holt",
                "role": "Baker in Harbour Town",
            },
        ),
    ]


def _of_pictures(pictures: list[int]) -> list[tuple[str, Any]]:
    shown = ({"image": pk, "alt_text": "", "caption": f"Room {number}"} for number, pk in enumerate(pictures, start=1))
    video = {"title": "What happens at the clinic", "has_captions": True}
    return [
        ("heading", {"text": "The new clinic", "level": "h2"}),
        ("image", {"image": pictures[0], "alt_text": "", "caption": "The clinic opened in May."}),
        ("gallery", {"pictures": items(*shown)}),
        (
            "video",
            {
                **video,
                "url": "https://www.youtube.com/watch?v=abcdefghijk",
                "poster": pictures[0],
                "transcript": "<p>A nurse shows where to wait and where the vaccine is given.</p>",
            },
        ),
        ("video", {**video, "title": "Without a picture", "url": "https://vimeo.com/123456", "poster": None}),
    ]


def _of_links(*, page: Page, pictures: list[int], document: AgencyDocument) -> list[tuple[str, Any]]:
    nowhere = {"title": "", "text": "", "page": None, "url": ""}
    to_page = {**nowhere, "page": page.pk}
    elsewhere = {**nowhere, "title": "The law on vaccination", "text": "The full text.", "url": "https://law.example/"}
    cards = [
        {**to_page, "title": "Who can come", "image": pictures[0]},
        {**elsewhere, "image": None},
        {**nowhere, "title": "A card of words only", "text": "It leads nowhere.", "image": None},
    ]
    return [
        ("heading", {"text": "Go on from here", "level": "h2"}),
        (
            "call_to_action",
            {
                **to_page,
                "kind": "start",
                "title": "Book a time",
                "text": "It takes five minutes. Have your card ready.",
            },
        ),
        ("call_to_action", {**elsewhere, "kind": "plain", "title": "Read the law", "text": ""}),
        ("links", {"title": "Forms and advice", "links": items(to_page, elsewhere)}),
        ("card_grid", {"cards": items(*cards)}),
        ("related_pages", {"title": "Related pages", "pages": items(page.pk)}),
        ("document_list", {"title": "Leaflets", "documents": items(document.pk, document.pk)}),
        ("document", {"document": document.pk, "text": "What we did and what it cost.", "cover": pictures[0]}),
        ("document", {"document": document.pk, "text": "", "cover": None}),
    ]


def _of_data() -> list[tuple[str, Any]]:
    chart = {"document": None, "unit": "Days"}
    figures = [("9 days", "to the first appointment"), ("38 %", "of people over sixty came"), ("1.2 million", "doses")]
    return [
        ("heading", {"text": "In numbers", "level": "h2"}),
        (
            "key_figures",
            {
                "figures": items(*({"value": value, "label": label} for value, label in figures)),
                "source": "Annual report, 2026",
            },
        ),
        (
            "table",
            {
                "caption": "Fees",
                "columns": [
                    {"type": "text", "heading": "Who"},
                    {"type": "rich_text", "heading": "Where"},
                    {"type": "number", "heading": "Fee"},
                ],
                "rows": [
                    {"values": ["Over sixty", "<p>At <b>every</b> clinic</p>", "free"]},
                    {"values": ["Others", "<p>At pharmacies</p>", "18"]},
                ],
            },
        ),
        (
            "chart",
            {
                **chart,
                "title": "Days to the first appointment",
                "summary": "Waiting fell in every town, most in Harbour Town.",
                "kind": "bar",
                "csv": CLINICS,
                "source": "Ministry of Health, 2026",
            },
        ),
        (
            "chart",
            {
                **chart,
                "title": "Doses given in each season",
                "summary": "Most doses go to people over sixty, and their number grows.",
                "kind": "line",
                "unit": "Doses",
                "csv": DOSES,
                "source": "",
            },
        ),
        (
            "timeline",
            {
                "events": items(
                    {"when": "March 2026", "title": "Work begins", "text": "<p>The old clinic stays open.</p>"},
                    {"when": "Autumn 2026", "title": "The new wing opens", "text": ""},
                    {"when": "May 2027", "title": "All is done", "text": "<p>Trams stop at the door.</p>"},
                )
            },
        ),
    ]


def _of_places(page: Page) -> list[tuple[str, Any]]:
    hours = "Monday to Friday, 9:00 to 17:00\nSaturday, 9:00 to 12:00"
    place = {"address": "12 Market Square\nHarbour Town", "hours": hours}
    reach = {"phone": "+44 20 7946 0000", "email": "vaccination@health.example", "page": page.pk}
    offices = [
        {**place, "name": "Clinic on the quay", "page": None, "coordinates": "54.4858, -0.6206"},
        {**place, "name": "", "page": page.pk, "coordinates": ""},
        {"name": "Post only", "page": None, "address": "PO box 12", "hours": "", "coordinates": ""},
    ]
    return [
        ("heading", {"text": "Where to go", "level": "h2"}),
        ("contact", {**place, **reach, "name": "Vaccination team", "text": "For questions and for groups."}),
        ("offices", {"offices": items(*offices)}),
    ]
