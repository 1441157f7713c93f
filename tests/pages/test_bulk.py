"""The bulk writer: what it writes is what Wagtail would have written page by page."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageLogEntry, ReferenceIndex, Revision

from govcms.content.models import ListingPage, NewsPage, StandardPage
from govcms.pages.bulk import InvalidPage, NewPage, rewrite_pages, write_pages
from govcms.pages.models import ChangeNote, Page, Topic
from govcms.pages.signals import pages_changed
from tests.factories import DocumentFactory, ImageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db


def tree(listing_title: str = "Services") -> list[NewPage]:
    return [
        NewPage(
            ListingPage(title=listing_title),
            children=[NewPage(StandardPage(title="Apply")), NewPage(NewsPage(title="Open again"))],
        ),
        NewPage(StandardPage(title="Contact")),
    ]


def references(**filters: object) -> set[tuple[str, ...]]:
    rows = ReferenceIndex.objects.filter(**filters)
    return set(rows.values_list("object_id", "to_content_type", "to_object_id", "model_path", "content_path"))


def every_kind_of_reference(page: Page, image_id: int, document_id: int) -> list[dict[str, object]]:
    link = f'<p><a linktype="page" id="{page.pk}">Apply</a> <a linktype="document" id="{document_id}">Form</a></p>'
    card = {"title": "Apply", "text": "", "page": page.pk, "url": "", "image": image_id}
    table = {
        "caption": "Fees",
        "columns": [{"type": "text", "heading": "Who"}, {"type": "rich_text", "heading": "How"}],
        "rows": [{"values": ["Adults", link]}, {"values": ["Children", ""]}],
    }
    return [
        {"type": "heading", "value": {"text": "How", "level": "h2"}},
        {"type": "rich_text", "value": link},
        {"type": "image", "value": {"image": image_id, "alt_text": "", "caption": ""}},
        {"type": "callout", "value": {"tone": "warning", "title": "", "text": link}},
        {
            "type": "accordion",
            "value": {"sections": [{"type": "item", "value": {"heading": "Who", "text": link}}]},
        },
        {"type": "table", "value": table},
        {"type": "card_grid", "value": {"cards": [{"type": "item", "value": card}, {"type": "item", "value": card}]}},
        {"type": "document_list", "value": {"title": "", "documents": [{"type": "item", "value": document_id}]}},
    ]


def test_the_tree_is_sound_and_in_order(health_home):
    StandardPageFactory(parent=health_home, title="Before")

    written = write_pages(parent=health_home, pages=tree())

    assert [page.title for page in written] == ["Services", "Apply", "Open again", "Contact"]
    assert Page.find_problems() == ([], [], [], [], [])
    health_home.refresh_from_db()
    assert [child.title for child in health_home.get_children()] == ["Before", "Services", "Contact"]
    assert health_home.numchild == 3
    assert [child.specific_class for child in written[0].get_children()] == [StandardPage, NewsPage]


def test_pages_are_found_at_their_addresses(health_home):
    write_pages(parent=health_home, pages=tree())

    urls = {page.title: page.url for page in Page.objects.descendant_of(health_home)}
    assert urls["Apply"] == "http://health.gov.test:8000/services/apply/"
    assert urls["Contact"] == "http://health.gov.test:8000/contact/"


def test_slugs_are_unique_among_siblings_and_avoid_what_the_platform_answers_at(health_home):
    write_pages(parent=health_home, pages=tree())
    titles = ["Services", "services", "Search", "!!!", "x" * 255, "x" * 255]

    written = write_pages(parent=health_home, pages=[NewPage(StandardPage(title=title)) for title in titles])

    slugs = [page.slug for page in written]
    assert slugs == ["services-2", "services-3", "search-2", "page", "x" * 255, "x" * 253 + "-2"]


def test_agency_language_and_identity_come_from_the_parent(health, transport, health_home):
    [page] = write_pages(parent=health_home, pages=[NewPage(StandardPage(title="Apply", agency=transport))])

    stored = StandardPage.objects.get(pk=page.pk)
    assert (stored.agency, stored.locale) == (health, health_home.locale)
    assert stored.uid
    assert stored.translation_key != health_home.translation_key


def test_a_written_page_can_be_edited_and_published_like_any_other(health_home):
    [page] = write_pages(parent=health_home, pages=[NewPage(StandardPage(title="Apply"))])
    stored = StandardPage.objects.get(pk=page.pk)
    assert stored.latest_revision == stored.live_revision == Revision.objects.for_instance(stored).get()
    assert stored.get_latest_revision_as_object().title == "Apply"

    stored.latest_revision.publish()
    edited = stored.get_latest_revision_as_object()
    edited.title = "Apply now"
    edited.save_revision().publish()

    stored.refresh_from_db()
    assert (stored.title, stored.live, stored.has_unpublished_changes) == ("Apply now", True, False)
    assert Revision.objects.for_instance(stored).count() == 2


def test_a_written_page_can_be_copied_with_its_history(health, health_home):
    [page] = write_pages(parent=health_home, pages=[NewPage(StandardPage(title="Apply", source_url="https://old/"))])

    copied = StandardPage.objects.get(pk=page.pk).copy(update_attrs={"slug": "again"})

    copied.latest_revision.publish()
    copied.refresh_from_db()
    assert copied.uid != page.uid
    assert (copied.agency, copied.source_url) == (health, "")


def test_a_revision_says_what_wagtail_would_have_saved(health_home):
    topic = Topic.objects.create(key="money", name="Money")
    new = StandardPage(title="Fees", topics=[topic], body=[{"type": "rich_text", "value": "<p>Free</p>"}])
    [page] = write_pages(parent=health_home, pages=[NewPage(new)])

    stored = StandardPage.objects.get(pk=page.pk)
    kept = stored.latest_revision.content
    saved = Revision.objects.get(pk=stored.save_revision().pk).content

    # PostgreSQL keeps the keys of a block in another order.
    assert json.loads(kept["body"]) == json.loads(saved["body"])
    changing = {"latest_revision", "live_revision", "latest_revision_created_at", "body"}
    assert {key: value for key, value in kept.items() if key not in changing} == {
        key: value for key, value in saved.items() if key not in changing
    }
    assert kept["topics"] == [topic.pk]


def test_topics_history_and_change_notes_are_written(health_home, health_editor):
    topic = Topic.objects.create(key="money", name="Money")
    new = StandardPage(title="Fees", topics=[topic])
    [page] = write_pages(parent=health_home, pages=[NewPage(new)], user=health_editor)

    stored = StandardPage.objects.get(pk=page.pk)
    assert list(stored.topics.all()) == [topic]
    entries = PageLogEntry.objects.filter(page=page.pk)
    assert {(entry.action, entry.user) for entry in entries} == {
        ("wagtail.create", health_editor),
        ("wagtail.publish", health_editor),
    }
    assert ChangeNote.objects.get(page=page.pk).published_at == stored.public_updated_at


def test_a_draft_is_written_but_not_published(health_home):
    [page] = write_pages(parent=health_home, pages=[NewPage(StandardPage(title="Soon", live=False))])

    stored = StandardPage.objects.get(pk=page.pk)
    assert (stored.live, stored.has_unpublished_changes, stored.live_revision) == (False, True, None)
    assert stored.latest_revision is not None
    assert stored.first_published_at is None
    assert not ChangeNote.objects.filter(page=page.pk).exists()
    assert not PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").exists()


def test_the_reference_index_is_what_wagtail_would_have_found(health, health_home):
    image, document = ImageFactory(agency=health), DocumentFactory(agency=health)
    body = every_kind_of_reference(health_home, image.pk, document.pk)
    [page] = write_pages(parent=health_home, pages=[NewPage(NewsPage(title="All", body=body, image=image))])
    written = references(object_id=str(page.pk))

    ReferenceIndex.create_or_update_for_object(NewsPage.objects.get(pk=page.pk))

    assert written == references(object_id=str(page.pk))
    assert {row[3] for row in written} >= {
        "image",
        "body.rich_text",
        "body.image.image",
        "body.callout.text",
        "body.accordion.sections.item.text",
        "body.table.rows.item.values.1",
        "body.card_grid.cards.item.page",
        "body.document_list.documents.item",
    }


def test_pages_can_refer_to_each_other(health_home):
    apply, contact = StandardPage(title="Apply"), StandardPage(title="Contact")

    def link(pages: list[Page]) -> None:
        apply.body = [{"type": "rich_text", "value": f'<p><a linktype="page" id="{contact.pk}">Write</a></p>'}]

    write_pages(parent=health_home, pages=[NewPage(apply), NewPage(contact)], link=link)

    assert ReferenceIndex.get_references_to(Page.objects.get(pk=contact.pk)).get().object_id == str(apply.pk)
    assert str(contact.pk) in StandardPage.objects.get(pk=apply.pk).latest_revision.content["body"]


def test_block_ids_are_new_for_each_page(health_home):
    block = {"type": "rich_text", "value": "<p>Same</p>", "id": "00000000-0000-4000-8000-000000000000"}
    pages = [NewPage(StandardPage(title=f"Copy {number}", body=[dict(block)])) for number in range(2)]

    written = write_pages(parent=health_home, pages=pages)

    ids = {StandardPage.objects.get(pk=page.pk).body[0].id for page in written}
    assert len(ids) == 2
    assert block["id"] not in ids


def test_everybody_is_told_once_after_the_pages_have_addresses(health_home):
    told: list[list[int]] = []

    def listen(page_ids: list[int], **kwargs: object) -> None:
        assert all(page.url for page in Page.objects.filter(pk__in=page_ids))
        told.append(page_ids)

    pages_changed.connect(listen)
    try:
        written = write_pages(parent=health_home, pages=tree())
    finally:
        pages_changed.disconnect(listen)

    assert told == [[page.pk for page in written]]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 256}, "title"),
        ({"title": "Fine", "summary": "x" * 301}, "summary"),
        ({"title": "Nul \x00 byte"}, "title"),
        ({"title": "Fine", "body": [{"type": "rich_text", "value": "<p>\x00</p>"}]}, "body"),
    ],
)
def test_nothing_is_written_when_one_page_cannot_be_stored(health_home, values, reason):
    page = StandardPage(**values)
    before = Page.objects.count()

    with pytest.raises(InvalidPage, match=reason):
        write_pages(parent=health_home, pages=[NewPage(StandardPage(title="Good")), NewPage(page)])

    assert Page.objects.count() == before


def test_queries_do_not_grow_with_the_pages(health_home):
    def queries_for(number: int) -> int:
        pages = [NewPage(StandardPage(title=f"Page {number}-{index}")) for index in range(number)]
        with CaptureQueriesContext(connection) as captured:
            write_pages(parent=health_home, pages=pages)
        # Only inserts may grow: a statement takes no more than 999 variables on SQLite.
        return sum(not query["sql"].startswith("INSERT") for query in captured)

    queries_for(2)
    assert queries_for(10) == queries_for(100)


def test_rewriting_changes_content_and_nothing_else(health, transport, health_home):
    money, health_topic = (Topic.objects.create(key=key, name=key) for key in ("money", "care"))
    new = StandardPage(title="Fees", topics=[money], body=[{"type": "rich_text", "value": "<p>Free</p>"}])
    kept = StandardPageFactory(parent=health_home, title="Kept", topics=[health_topic])
    [page] = write_pages(parent=health_home, pages=[NewPage(new)])
    before = StandardPage.objects.get(pk=page.pk)
    first_revision = before.latest_revision

    changed = StandardPage.objects.get(pk=page.pk)
    changed.title = "Charges"
    changed.agency = transport
    changed.body = [{"type": "rich_text", "value": f'<p><a linktype="page" id="{kept.pk}">Ten</a></p>'}]
    changed.topics = [health_topic]
    rewrite_pages(pages=[changed, kept])

    after = StandardPage.objects.get(pk=page.pk)
    assert (after.title, after.draft_title) == ("Charges", "Charges")
    fixed = ["uid", "path", "numchild", "slug", "url_path", "agency", "translation_key", "first_published_at"]
    assert [getattr(after, name) for name in fixed] == [getattr(before, name) for name in fixed]
    assert after.live_revision == after.latest_revision != first_revision
    assert after.latest_revision.as_object().title == "Charges"
    assert list(after.topics.all()) == [health_topic]
    assert list(StandardPage.objects.get(pk=kept.pk).topics.all()) == [health_topic]
    assert StandardPage.objects.get(pk=kept.pk).latest_revision.content["topics"] == [health_topic.pk]
    assert references(object_id=str(page.pk), model_path="body.rich_text")
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_page_that_is_gone_is_not_brought_back(health_home):
    page = StandardPageFactory(parent=health_home, title="Gone")
    StandardPage.objects.filter(pk=page.pk).delete()

    with pytest.raises(InvalidPage, match="no longer there"):
        rewrite_pages(pages=[page])
    assert not Page.objects.filter(pk=page.pk).exists()


def test_editors_find_bulk_written_pages(health_home):
    write_pages(parent=health_home, pages=[NewPage(StandardPage(title="Whooping cough"))])

    assert [page.title for page in Page.objects.search("whooping")] == ["Whooping cough"]
