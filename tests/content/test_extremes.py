"""The states that pages are looked at in: what an editor could save, and no slower to serve."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.fields import StreamField

from govcms.content.blocks import BodyBlock
from govcms.content.models import Menu, Snippet, StandardPage
from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.bulk import NewPage, write_pages
from govcms.pages.models import Page
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.content.conftest import HOST
from tests.content.extremes import EXTREMES, LONG_WORDS, MANY, Filling, blocks_with_items
from tests.factories import DocumentFactory, ImageFactory, StandardPageFactory
from tests.isolation.canaries.pages import page_types

pytestmark = pytest.mark.django_db


@pytest.fixture
def targets(health: Agency, health_home: Page) -> dict[Any, Any]:
    """What choosers choose: two of each."""
    with tenant_scope(health):
        snippet = Snippet.objects.create(
            agency=health, name="Desk", content=[("contact", {"name": "Desk", "phone": "0800 100 200"})]
        )
    pages = [StandardPageFactory(parent=health_home) for _ in range(2)]
    images = [ImageFactory(agency=health, size=(40, 30 + size)) for size in range(2)]
    return {
        Page: [Page.objects.get(pk=page.pk) for page in pages],
        AgencyImage: images,
        AgencyDocument: [DocumentFactory(agency=health) for _ in range(2)],
        Snippet: [snippet],
    }


@pytest.mark.parametrize("name", EXTREMES)
def test_an_editor_could_save_them(health: Agency, targets: dict[Any, Any], name: str) -> None:
    filling = replace(EXTREMES[name], targets=targets)
    with tenant_scope(health):
        streams = [BodyBlock().to_python(_body(filling, *names)) for names in ([], *_each_block())]
        for model in (*page_types(), Menu):
            made = model(**filling.fields(model))
            streams += [
                getattr(made, field.name) for field in model._meta.local_fields if hasattr(field, "stream_block")
            ]
        refused = []
        for stream in streams:
            try:
                stream.stream_block.clean(stream)
            except StreamBlockValidationError as error:
                refused.append(error.as_json_data())

    assert refused == []


def test_long_words_are_in_every_field_and_lists_are_as_long_as_they_may_be() -> None:
    assert all(" " not in word and len(word) > 60 for word in LONG_WORDS.words)
    block = BodyBlock()
    lengths = {name: _longest(MANY.value(block.child_blocks[name])) for name in blocks_with_items()}
    limits = {"numbered_steps": 20, "gallery": 24, "card_grid": 24, "related_pages": 12, "key_figures": 8}
    limits |= {"links": 40, "timeline": 40, "offices": 60}
    assert {name: length for name, length in lengths.items() if length} == {
        "accordion": 200, "document_list": 200, "table": 200, **limits,
    }  # fmt: skip


def test_pages_take_no_more_queries_with_200_items_than_with_one(
    client: Client, health_home: Page, targets: dict[Any, Any]
) -> None:
    counts: dict[str, set[int]] = {}
    for filling in (replace(MANY, items=1, targets=targets), replace(MANY, targets=targets)):
        body = filling.stored_body(*blocks_with_items())
        made = [StandardPage(title="All blocks", body=body)]
        made += [
            model(title=model.__name__, **{name: filling.fields(model)[name] for name in names})
            for model, names in _types_with_items().items()
        ]
        for page in write_pages(parent=health_home, pages=[NewPage(page) for page in made]):
            address = f"/{page.slug}/"
            client.get(address, headers=HOST)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address, headers=HOST).status_code == 200
            counts.setdefault(page.title, set()).add(len(queries))

    assert {title: numbers for title, numbers in counts.items() if len(numbers) > 1} == {}


def _types_with_items() -> dict[type[Page], list[str]]:
    """The types of page that hold streams of their own, and how these are called."""
    names = {model: [field.name for field in model._meta.local_fields if _is_own(field)] for model in page_types()}
    return {model: found for model, found in names.items() if found}


def _is_own(field: Any) -> bool:
    return isinstance(field, StreamField) and not isinstance(field.stream_block, BodyBlock)


def _each_block() -> list[list[str]]:
    return [[name] for name in BodyBlock().child_blocks]


def _body(filling: Filling, *names: str) -> Any:
    return json.loads(filling.stored_body(*names))


def _longest(value: Any) -> int:
    parts = [value, *value.values()] if isinstance(value, dict) else [value]
    return max((len(part) for part in parts if isinstance(part, list) and part), default=0)
