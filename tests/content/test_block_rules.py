"""What blocks refuse, and where they say so."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.blocks.stream_block import StreamBlockValidationError

from govcms.content.blocks import BodyBlock
from govcms.content.blocks.table import MAX_ROWS
from govcms.content.gathering import references_in_stream
from govcms.content.models import Snippet
from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.content.conftest import items
from tests.factories import DocumentFactory, ImageFactory, StandardPageFactory
from tests.journeys.every_block import every_block

BODY = BodyBlock()
LINK = {"title": "", "text": "", "page": None, "url": ""}
VIDEO = {"url": "https://vimeo.com/12345", "title": "Clip", "poster": None, "has_captions": True, "transcript": ""}
CHART = {"title": "Days", "summary": "They fell.", "kind": "bar", "unit": "", "document": None, "source": ""}
CONTACT = {"name": "Desk", "text": "", "phone": "", "email": "", "page": None, "address": "", "hours": ""}
OFFICE = {"name": "", "page": None, "address": "", "hours": "", "coordinates": ""}
TOO_LONG = "word " * 80


def messages(found: Any) -> Any:
    """Errors as the editor gets them: words by the place they stand at."""
    if isinstance(found, dict):
        if "blockErrors" in found or "messages" in found:
            return messages(found.get("blockErrors")) or " ".join(found["messages"])
        return {key: messages(value) for key, value in found.items()}
    return found


def refused(*stored: tuple[str, Any], draft: bool = False) -> Any:
    """What a body with these blocks is told, by place."""
    value = BODY.to_python([{"type": name, "value": given} for name, given in stored])
    try:
        (BODY.clean_deferred if draft else BODY.clean)(value)
    except StreamBlockValidationError as error:
        return messages(error.as_json_data())
    return None


@pytest.mark.parametrize(
    ("name", "value", "place", "words"),
    [
        ("quote", {"text": "", "name": "Ann", "role": ""}, ["text"], "required"),
        ("details", {"summary": TOO_LONG, "text": "<p>x</p>"}, ["summary"], "at most 120"),
        ("numbered_steps", {"steps": []}, [], "The minimum number of items is 1"),
        ("call_to_action", {**LINK, "kind": "start", "title": "Go"}, ["page"], "one of the two"),
        (
            "call_to_action",
            {**LINK, "kind": "start", "title": "Go", "url": "javascript:alert(1)"},
            ["url"],
            "valid URL",
        ),
        ("links", {"title": "", "links": items({**LINK, "url": "https://a.example/"})}, ["links", 0, "title"], "Name"),
        ("video", {**VIDEO, "url": "https://clips.example/1"}, ["url"], "Videos come from YouTube, Vimeo"),
        ("video", {**VIDEO, "has_captions": False}, ["transcript"], "some readers cannot hear"),
        ("chart", {**CHART, "csv": 'Town,2024\n"Fellgate,8'}, ["csv"], "Line 2: a quotation mark"),
        ("chart", {**CHART, "csv": "Town,2024\nFellgate,8,9"}, ["csv"], "Line 2 has 3 cells; the first line has 2"),
        ("chart", {**CHART, "csv": ""}, ["csv"], "at least two lines"),
        ("contact", CONTACT, ["phone"], "at least one way"),
        ("contact", {**CONTACT, "phone": "call me"}, ["phone"], "in digits"),
        ("offices", {"offices": items(OFFICE)}, ["offices", 0, "name"], "Name the office"),
        (
            "offices",
            {"offices": items({**OFFICE, "name": "Hall", "address": "1", "coordinates": "91, 4"})},
            ["offices", 0, "coordinates"],
            "Write latitude",
        ),
    ],
)
def test_what_is_wrong_is_said_where_it_is(name: str, value: Any, place: list[Any], words: str) -> None:
    found = refused((name, value))

    assert list(found) == [0]
    found = found[0]
    for step in place:
        found = found[step] if step in found else found[str(step)]
    assert words in str(found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("video", {**VIDEO, "has_captions": False}),
        ("chart", {**CHART, "csv": ""}),
        ("contact", CONTACT),
        ("offices", {"offices": items(OFFICE)}),
        ("heading", {"text": "Too low", "level": "h3"}),
    ],
)
def test_a_draft_may_lack_what_a_published_page_must_have(name: str, value: Any) -> None:
    assert refused((name, value), draft=True) is None
    assert refused((name, value)) is not None


@pytest.mark.parametrize(
    ("blocks", "refused_at"),
    [
        ([("heading", "h2"), ("heading", "h3"), ("heading", "h3"), ("heading", "h2")], []),
        ([("heading", "h3"), ("heading", "h2")], [0]),
        ([("rich_text", "<h2>Part</h2><p>x</p>"), ("heading", "h3")], []),
        ([("heading", "h2"), ("rich_text", "<p>x</p><h4>Low</h4>")], [1]),
        ([("heading", "h2"), ("rich_text", "<h3>x</h3><h4>Low</h4>"), ("heading", "h2")], []),
    ],
)
def test_headings_do_not_skip_a_level(blocks: list[tuple[str, str]], refused_at: list[int]) -> None:
    stored = [(name, {"text": "Fees", "level": given} if name == "heading" else given) for name, given in blocks]

    found = refused(*stored) or {}

    assert list(found) == refused_at
    if refused_at == [0]:
        assert "“Fees” is a section" in str(found[0]["level"])
    elif refused_at:
        assert "level 4 has none of level 3" in str(found[1])


def test_a_skipped_level_hides_no_other_mistake() -> None:
    found = refused(("heading", {"text": "Fees", "level": "h3"}), ("quote", {"text": "", "name": "Ann", "role": ""}))

    assert list(found) == [0, 1]


def test_a_table_is_as_long_as_a_page_shows_and_no_longer() -> None:
    table = {
        "caption": "Towns",
        "columns": [{"type": "text", "heading": "Town"}],
        "rows": [{"values": ["Fellgate"]}] * MAX_ROWS,
    }
    assert refused(("table", table)) is None

    found = refused(("table", {**table, "rows": table["rows"] * 40}))

    assert f"12000 rows; a page shows at most {MAX_ROWS}" in str(found[0])


@pytest.mark.django_db
def test_links_refuse_pages_of_other_agencies(health: Agency, transport_home: Page) -> None:
    for name, value in (
        ("related_pages", {"title": "Related", "pages": items(transport_home.pk)}),
        ("links", {"title": "", "links": items({**LINK, "page": transport_home.pk})}),
        ("offices", {"offices": items({**OFFICE, "page": transport_home.pk})}),
    ):
        with tenant_scope(health):
            assert "your agency" in str(refused((name, value)))


@pytest.mark.django_db
def test_a_chart_takes_the_figures_of_its_document(health: Agency) -> None:
    good = DocumentFactory(agency=health, filename="days.csv", content="Ort;2026\nFellgate;8,5\n".encode("cp1252"))
    broken = DocumentFactory(agency=health, filename="bad.csv", content=b'Town,2026\nFellgate,"8\n')
    leaflet = DocumentFactory(agency=health, filename="leaflet.pdf", content=b"%PDF-1.4")
    block = BODY.child_blocks["chart"]

    with tenant_scope(health):
        cleaned = block.clean(block.to_python({**CHART, "document": good.pk, "csv": "old"}))
        for document, words in ((broken, "Line 2"), (leaflet, "Choose a CSV file")):
            with pytest.raises(ValidationError) as refusal:
                block.clean(block.to_python({**CHART, "document": document.pk, "csv": ""}))
            assert words in str(messages(refusal.value.as_json_data())["document"])

    assert cleaned["csv"].startswith("Ort;2026")
    assert cleaned.figures.numbers == [8.5]


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("gallery", {"pictures": items({"image": 3})}, [("images", 3)]),
        ("video", {**VIDEO, "poster": 3}, [("images", 3)]),
        ("document", {"document": 4, "text": "", "cover": 3}, [("documents", 4), ("images", 3)]),
        ("chart", {**CHART, "csv": "", "document": 4}, [("documents", 4)]),
        ("call_to_action", {**LINK, "kind": "start", "page": 5}, [("pages", 5)]),
        ("links", {"title": "", "links": items({**LINK, "page": 5})}, [("pages", 5)]),
        ("related_pages", {"title": "", "pages": items(5)}, [("pages", 5)]),
        ("contact", {**CONTACT, "page": 5}, [("pages", 5)]),
        ("offices", {"offices": items({**OFFICE, "page": 5})}, [("offices", 5), ("pages", 5)]),
        ("offices", {"offices": items({**OFFICE, "page": 5, "address": "1 Quay"})}, [("pages", 5)]),
        (
            "numbered_steps",
            {"steps": items({"title": "Go", "text": '<p><a linktype="document" id="4">form</a></p>'})},
            [("documents", 4)],
        ),
    ],
)
def test_what_a_block_names_is_gathered_and_files_it_shows_are_public(
    name: str, value: Any, named: list[tuple[str, int]]
) -> None:
    stream = BODY.to_python([{"type": name, "value": value}])

    assert sorted(references_in_stream(stream)) == sorted(named)


@pytest.mark.django_db
def test_the_page_of_the_accessibility_proof_has_every_block_and_none_is_refused(
    health: Agency, health_home: Page
) -> None:
    image, document = ImageFactory(agency=health), DocumentFactory(agency=health)
    with tenant_scope(health):
        snippet = Snippet.objects.create(agency=health, name="Desk", content=[("contact", {"name": "Desk"})])
        body = every_block(page=health_home, images=[image], document=document, snippet=snippet)

        assert {block["type"] for block in body} == set(BODY.child_blocks)
        assert refused(*((block["type"], block["value"]) for block in body)) is None


@pytest.mark.django_db
def test_a_table_of_ten_thousand_rows_comes_back_with_its_words(health_home: Page, health_publisher: User) -> None:
    page = StandardPageFactory(parent=health_home, title="Fees", live=False)
    client = Client(headers={"host": "health.admin.gov.test"})
    client.force_login(health_publisher)
    value = "body-0-value"
    posted = {
        "title": "Fees", "slug": "fees", "change_type": "minor", "action-publish": "1",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "body-count": "1", "body-0-type": "table", "body-0-order": "0", "body-0-deleted": "", "body-0-id": "",
        f"{value}-caption": "Fees", f"{value}-column-count": "1", f"{value}-row-count": "10000",
        f"{value}-column-0-type": "text", f"{value}-column-0-heading": "Fee", f"{value}-column-0-order": "0",
        f"{value}-column-0-deleted": "", f"{value}-column-0-id": "",
    }  # fmt: skip
    for row in range(10_000):
        posted |= {
            f"{value}-row-{row}-order": str(row),
            f"{value}-row-{row}-deleted": "",
            f"{value}-cell-{row}-0": f"word{row}",
        }

    answer = client.post(f"/admin/pages/{page.pk}/edit/", posted)

    assert answer.status_code == 200
    assert "This table has 10000 rows; a page shows at most 300." in answer.text
    assert "word9999" in answer.text
