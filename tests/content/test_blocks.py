"""Blocks: their keys, their previews, their words and whose objects they take."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import get_template
from wagtail.blocks import StreamValue

from govcms.content.blocks import BodyBlock
from govcms.content.blocks.card_grid import CardBlock
from govcms.content.blocks.choosers import LinkedDocument, LinkedImage, LinkedPage
from govcms.content.blocks.snippet import SnippetBlock
from govcms.content.models import StandardPage
from govcms.content.models.base import MAX_BODY_TEXT
from govcms.content.outline import outline_of
from govcms.pages.models import Page
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.content.conftest import items
from tests.factories import DocumentFactory, ImageFactory, StandardPageFactory

BODY = BodyBlock()
# Paragraphs are right everywhere.
WITHOUT_LIMITS = {"rich_text"}


def shape(block: Any) -> Any:
    """The keys of a block and of what lies within it."""
    children = getattr(block, "child_blocks", None)
    if children:
        return {name: shape(child) for name, child in children.items()}
    return [shape(block.child_block)] if hasattr(block, "child_block") else None


def test_keys_are_a_public_format() -> None:
    """A changed key breaks exports, site templates and stored pages: it takes a MigrateStreamData."""
    assert shape(BODY) == {
        "heading": {"text": None, "level": None},
        "rich_text": None,
        "image": {"image": None, "alt_text": None, "caption": None},
        "numbered_steps": {"steps": [{"title": None, "text": None}]},
        "inset": {"text": None},
        "details": {"summary": None, "text": None},
        "quote": {"text": None, "name": None, "role": None},
        "gallery": {"pictures": [{"image": None, "alt_text": None, "caption": None}]},
        "video": {"url": None, "title": None, "poster": None, "has_captions": None, "transcript": None},
        "call_to_action": {"title": None, "page": None, "url": None, "kind": None, "text": None},
        "links": {"title": None, "links": [{"title": None, "page": None, "url": None, "text": None}]},
        "related_pages": {"title": None, "pages": [None]},
        "document": {"document": None, "text": None, "cover": None},
        "chart": dict.fromkeys(["title", "summary", "kind", "unit", "document", "csv", "source"]),
        "key_figures": {"figures": [{"value": None, "label": None}], "source": None},
        "timeline": {"events": [{"when": None, "title": None, "text": None}]},
        "contact": dict.fromkeys(["name", "text", "phone", "email", "page", "address", "hours"]),
        "offices": {"offices": [dict.fromkeys(["name", "page", "address", "hours", "coordinates"])]},
        "callout": {"tone": None, "title": None, "text": None},
        "accordion": {"sections": [{"heading": None, "text": None}]},
        "table": {"text": None, "number": None, "rich_text": None},
        "card_grid": {"cards": [{"title": None, "text": None, "page": None, "url": None, "image": None}]},
        "document_list": {"title": None, "documents": [None]},
        "reusable": None,
    }
    assert shape(SnippetBlock()) == {
        "contact": {"name": None, "phone": None, "email": None, "address": None, "hours": None},
        "notice": {"tone": None, "title": None, "text": None},
        "fee": {"name": None, "amount": None, "valid_from": None, "text": None},
    }


@pytest.mark.parametrize("name", BODY.child_blocks)
def test_each_block_has_help_and_a_template_of_its_name(name: str) -> None:
    block = BODY.child_blocks[name]

    assert len(str(block.get_description())) > 20
    assert block.meta.template == f"content/blocks/{name}.html"
    get_template(block.meta.template)


@pytest.mark.django_db
@pytest.mark.parametrize("name", BODY.child_blocks)
def test_each_block_draws_its_preview(health: Agency, name: str) -> None:
    block = BODY.child_blocks[name]
    with tenant_scope(health):
        ImageFactory(agency=health)
        DocumentFactory(agency=health)
        html = block.render(block.get_preview_value())

    assert "<" in html
    assert block.is_previewable


@pytest.mark.django_db
def test_previews_show_invented_things_and_read_nothing(
    health: Agency, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with tenant_scope(health):
        picture, document = ImageFactory(agency=health), DocumentFactory(agency=health)
        with django_assert_num_queries(0):
            drawn = {
                name: block.render(block.get_preview_value())
                for name, block in BODY.child_blocks.items()
                if name in {"image", "gallery", "video", "document", "document_list", "related_pages"}
            }

    assert [name for name, html in drawn.items() if picture.title in html or str(document.uid) in html] == []
    shown = {
        "image": "styleguide",
        "gallery": "Town hall",
        "document": "Annual report",
        "related_pages": "A lost passport",
    }
    assert [name for name, words in shown.items() if words not in drawn[name]] == []


@pytest.mark.django_db
def test_search_reads_every_word_of_every_block(bus_pass: StandardPage) -> None:
    words = bus_pass.body_text()

    for part in (
        "Who can apply", "Anybody over sixty", "fares", "A bus at noon", "Strike", "No buses on Friday.",
        "Abroad", "Fees", "Pass", "Yearly", "120", "Fares", "Off we go", "Forms", "Application form",
        "For example, the ferry.", "Lost it?", "I ride every day.", "9 days", "New buses", "Villages", "to get it",
        "Inside the bus", "Boarding with a wheelchair", "The driver lowers the ramp.", "Start now", "Law on buses",
        "All routes.", "Bus desk", "Monday, 9:00 to 17:00",
    ):  # fmt: skip
        assert part in words, part
    # What a picture shows is not part of what the page says.
    assert "A red bus" not in words
    assert "<p>" not in words
    for noise in ("example.org", "youtube", "warning", "True", "51.5007", "25.5"):
        assert noise not in words, noise


@pytest.mark.django_db
def test_body_text_is_bounded(health_home: Page) -> None:
    page = StandardPageFactory(
        parent=health_home, body=[{"type": "rich_text", "value": f"<p>{'word ' * MAX_BODY_TEXT}</p>"}]
    )

    assert len(page.body_text()) == MAX_BODY_TEXT


@pytest.mark.django_db
def test_choosers_refuse_what_another_agency_owns(health: Agency, transport: Agency, transport_home: Page) -> None:
    image, document = ImageFactory(agency=transport), DocumentFactory(agency=transport)

    with tenant_scope(health):
        for block, value in (
            (LinkedImage(), image), (LinkedDocument(), document), (LinkedPage(), transport_home)
        ):  # fmt: skip
            with pytest.raises(ValidationError, match="your agency"):
                block.clean(value)
    with tenant_scope(transport):
        assert LinkedImage().clean(image) == image


@pytest.mark.django_db
def test_a_card_leads_to_one_place(health: Agency, health_home: Page) -> None:
    value = {"title": "Home", "text": "", "page": health_home.pk, "url": "https://example.org/", "image": None}
    with tenant_scope(health), pytest.raises(ValidationError):
        CardBlock().clean(CardBlock().to_python(value))


def test_blocks_of_a_group_stand_together_and_say_when_not_to_use_them() -> None:
    groups = [str(block.meta.group) for block in BODY.child_blocks.values()]

    assert list(dict.fromkeys(groups)) == [group for group, _blocks in groupby(groups)]
    assert "" not in groups
    for name, block in BODY.child_blocks.items():
        assert "Not " in str(block.get_description()) or name in WITHOUT_LIMITS, name


def test_headings_within_blocks_stand_one_level_below_their_part() -> None:
    stream = StreamValue(
        BODY,
        [
            {"type": "rich_text", "value": "<h2>Part</h2><p>x</p><h3>Section</h3>"},
            {"type": "contact", "value": {"name": "Desk"}},
            {"type": "heading", "value": {"text": "Part", "level": "h2"}},
            {"type": "contact", "value": {"name": "Desk"}},
        ],
        is_lazy=True,
    )

    parts = outline_of(stream).parts
    html = [part.block.render({"heading_level": part.heading_level}) for part in parts]

    assert [part.heading_level for part in parts] == [4, 4, 3, 3]
    assert "<h4 " in html[1]
    assert "<h3 " in html[3]


def test_anchors_are_unique_and_headings_follow_one_another() -> None:
    stream = StreamValue(
        BODY,
        [
            {"type": "card_grid", "value": {"cards": items()}},
            {"type": "heading", "value": {"text": "Apply", "level": "h2"}},
            {"type": "card_grid", "value": {"cards": items()}},
            {"type": "heading", "value": {"text": "Apply", "level": "h2"}},
            {"type": "heading", "value": {"text": "???", "level": "h2"}},
        ],
        is_lazy=True,
    )

    outline = outline_of(stream)

    assert [part.anchor for part in outline.parts] == ["", "apply", "", "apply-2", "part"]
    assert [part.heading_level for part in outline.parts] == [2, 3, 3, 3, 3]
    assert [entry["url"] for entry in outline.contents] == ["#apply", "#apply-2", "#part"]
    assert len(outline.sections) == 4
