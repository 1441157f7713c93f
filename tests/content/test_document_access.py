"""A document is public through a published page that shows it, and through nothing else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from govcms.content.document_uses import rebuild, refresh_pages
from govcms.content.models import DocumentUse, StandardPage
from govcms.content.signals import fill_tables
from govcms.media.models import AgencyDocument
from govcms.pages.bulk import NewPage, rewrite_pages, write_pages
from govcms.pages.models import Page
from govcms.pages.scheduled_publishing import publish_and_expire_due
from tenants.actions import reactivate_agency, suspend_agency
from tenants.models import Agency
from tests.content.conftest import HOST, items, showing
from tests.factories import DocumentFactory, ImageFactory, StandardPageFactory
from tests.sent_files import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(health: Agency) -> AgencyDocument:
    """A text of Health that no page shows."""
    return DocumentFactory(agency=health)


@pytest.fixture
def page(health_home: Page, document: AgencyDocument) -> StandardPage:
    """A published page with the document."""
    return StandardPageFactory(parent=health_home, slug="forms", body=showing(document))


def status(client: Client, document: AgencyDocument, host: dict[str, str] = HOST) -> int:
    """What the public gets at the document's address."""
    return sent(client.get(f"/documents/{document.uid}/", headers=host)).status


def edited(page: Page, body: list[dict[str, Any]]) -> Any:
    """A draft of the page with another body."""
    draft = page.get_latest_revision_as_object()
    draft.body = body
    return draft.save_revision()


def lock(page: Page) -> PageViewRestriction:
    """Ask for a password at the page and below."""
    return PageViewRestriction.objects.create(page=page, restriction_type="password", password="open sesame")


def give_password(client: Client, restriction: PageViewRestriction, page: Page) -> None:
    """Type the password at the page."""
    form = {"password": "open sesame", "return_url": "/"}
    response = client.post(f"/password/{restriction.pk}/{page.pk}/", form, headers=HOST)
    assert response.status_code == 302


def test_a_document_that_no_page_shows_is_not_there(client: Client, document: AgencyDocument) -> None:
    assert status(client, document) == 404


def link_to(document: AgencyDocument) -> str:
    return f'<p>The <a linktype="document" id="{document.pk}">form</a>.</p>'


SHOWN: dict[str, Callable[[AgencyDocument], dict[str, Any]]] = {
    "in a list": lambda document: showing(document)[0],
    "in a text": lambda document: {"type": "rich_text", "value": link_to(document)},
    "in a callout": lambda document: {
        "type": "callout",
        "value": {"tone": "warning", "title": "", "text": link_to(document)},
    },
    "in an accordion": lambda document: {
        "type": "accordion",
        "value": {"sections": items({"heading": "Abroad", "text": link_to(document)})},
    },
    "in a table": lambda document: {
        "type": "table",
        "value": {
            "caption": "",
            "columns": [{"type": "rich_text", "heading": "Form"}],
            "rows": [{"values": [link_to(document)]}],
        },
    },
    "by its address": lambda document: {
        "type": "rich_text",
        "value": f'<p><a href="http://health.gov.test/documents/{document.uid}/">The form</a></p>',
    },
}


@pytest.mark.parametrize("way", SHOWN)
def test_wherever_a_published_page_shows_it_it_is_public(
    client: Client, health_home: Page, document: AgencyDocument, way: str
) -> None:
    other = DocumentFactory(agency=document.agency)
    StandardPageFactory(parent=health_home, body=[SHOWN[way](document)])

    assert status(client, document) == 200
    assert status(client, other) == 404


def test_a_draft_makes_nothing_public(client: Client, health_home: Page, document: AgencyDocument) -> None:
    draft = StandardPageFactory(parent=health_home, body=showing(document), live=False)
    assert status(client, document) == 404

    draft.get_latest_revision().publish()

    assert status(client, document) == 200


def test_a_new_version_counts_when_it_is_published(
    client: Client, page: StandardPage, document: AgencyDocument
) -> None:
    new = DocumentFactory(agency=document.agency)
    revision = edited(page, showing(new))

    assert (status(client, document), status(client, new)) == (200, 404)
    revision.publish()
    assert (status(client, document), status(client, new)) == (404, 200)


def test_it_ends_with_the_last_page(client: Client, health_home: Page, page: Page, document: AgencyDocument) -> None:
    other = StandardPageFactory(parent=health_home, body=showing(document))

    page.unpublish()
    assert status(client, document) == 200
    other.delete()
    assert status(client, document) == 404


def test_what_is_scheduled_is_public_at_its_time(client: Client, health_home: Page, document: AgencyDocument) -> None:
    page = StandardPageFactory(parent=health_home, body=showing(document), live=False)
    page.go_live_at = timezone.now() - timedelta(seconds=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    assert status(client, document) == 404

    publish_and_expire_due()

    assert status(client, document) == 200


def test_a_page_past_its_end_counts_no_more_before_the_clock_has_come(
    client: Client, page: Page, document: AgencyDocument
) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert status(client, document) == 404

    publish_and_expire_due()

    assert not DocumentUse.objects.exists()


def test_a_withdrawn_page_still_shows_its_documents(
    client: Client, page: StandardPage, document: AgencyDocument
) -> None:
    page.withdrawn_at = timezone.localdate()
    page.withdrawn_reason = "The law has changed."
    page.save_revision().publish()

    assert document.url.encode() in client.get("/forms/", headers=HOST).content
    assert status(client, document) == 200


def test_a_password_on_the_page_is_asked_for_the_document(
    client: Client, page: StandardPage, document: AgencyDocument
) -> None:
    restriction = lock(page)
    stranger = Client()
    assert status(client, document) == 404

    give_password(client, restriction, page)

    response = sent(client.get(document.url, headers=HOST))
    assert response.status == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    assert status(stranger, document) == 404
    restriction.delete()
    assert status(stranger, document) == 200


def test_a_password_above_the_page_counts_and_each_of_several(
    client: Client, health_home: Page, document: AgencyDocument
) -> None:
    section = StandardPageFactory(parent=health_home)
    page = StandardPageFactory(parent=section, body=showing(document))
    outer, inner = lock(section), lock(page)
    assert DocumentUse.objects.get().protected_by == f"{outer.pk} {inner.pk}"

    give_password(client, outer, page)
    assert status(client, document) == 404
    give_password(client, inner, page)
    assert status(client, document) == 200


def test_the_password_of_another_page_opens_nothing(
    client: Client, health_home: Page, page: Page, document: AgencyDocument
) -> None:
    other = StandardPageFactory(parent=health_home)
    lock(page)

    give_password(client, lock(other), other)

    assert status(client, document) == 404


def test_a_page_moved_below_a_password_takes_its_documents_along(
    client: Client, health_home: Page, page: Page, document: AgencyDocument
) -> None:
    section = StandardPageFactory(parent=health_home)
    lock(section)

    page.move(section, pos="last-child")
    assert status(client, document) == 404
    Page.objects.get(pk=page.pk).move(health_home, pos="last-child")
    assert status(client, document) == 200


def test_a_password_that_the_uses_do_not_know_of_yet_counts(
    client: Client, page: StandardPage, document: AgencyDocument
) -> None:
    restriction = lock(page)
    # As if it had been set while the page was being published.
    DocumentUse.objects.update(protected_by="")
    assert status(client, document) == 404

    give_password(client, restriction, page)
    refresh_pages([page.pk])
    assert status(client, document) == 200


def test_an_alias_shows_what_its_source_shows_behind_the_same_password(
    client: Client, health_home: Page, page: StandardPage, document: AgencyDocument
) -> None:
    section = StandardPageFactory(parent=health_home)
    alias = page.create_alias(parent=section)
    assert DocumentUse.objects.count() == 2

    restriction = lock(page)
    assert status(client, document) == 404
    assert set(DocumentUse.objects.values_list("protected_by", flat=True)) == {str(restriction.pk)}
    restriction.delete()
    assert status(client, document) == 200
    new = DocumentFactory(agency=document.agency)
    edited(page, showing(new)).publish()
    assert status(client, new) == 200
    assert DocumentUse.objects.filter(page_id=alias.pk, document=new).exists()
    assert status(client, document) == 404


def test_a_copy_kept_live_shows_its_documents(client: Client, page: StandardPage, document: AgencyDocument) -> None:
    copy = page.copy(update_attrs={"slug": "forms-again"}, keep_live=True)

    page.unpublish()

    assert status(client, document) == 200
    copy.unpublish()
    assert status(client, document) == 404


@pytest.mark.parametrize(("state", "answer"), [("suspended", 503), ("draft", 404), ("decommissioned", 404)])
def test_an_agency_that_is_not_live_has_no_public_documents(
    client: Client, page: Page, document: AgencyDocument, health: Agency, state: str, answer: int
) -> None:
    health.status = state
    health.save(update_fields=["status"])

    assert status(client, document) == answer


def test_a_suspended_agency_gets_its_documents_back(
    client: Client, page: Page, document: AgencyDocument, health: Agency
) -> None:
    suspend_agency(agency=health)
    reactivate_agency(agency=health)

    assert status(client, document) == 200


def test_a_page_that_no_site_leads_to_shows_nobody_anything(
    client: Client, health: Agency, document: AgencyDocument
) -> None:
    root = Page.objects.get(pk=health.root_page_id)
    write_pages(parent=root, pages=[NewPage(StandardPage(title="In preparation", body=showing(document)))])

    assert status(client, document) == 404


def test_a_protected_collection_keeps_its_documents(
    client: Client, page: Page, document: AgencyDocument, health: Agency
) -> None:
    CollectionViewRestriction.objects.create(
        collection=health.root_collection, restriction_type="password", password="x"
    )

    assert status(client, document) == 404


def test_the_bulk_writer_keeps_them_true(client: Client, page: StandardPage, document: AgencyDocument) -> None:
    new = DocumentFactory(agency=document.agency)
    page.body = showing(new)

    rewrite_pages(pages=[page])

    assert (status(client, document), status(client, new)) == (404, 200)


def test_they_can_be_read_again_from_published_pages(
    client: Client, health_home: Page, page: StandardPage, document: AgencyDocument, capsys: pytest.CaptureFixture[str]
) -> None:
    draft_only = DocumentFactory(agency=document.agency)
    edited(page, showing(document, draft_only))
    stale = StandardPageFactory(parent=health_home, live=False)
    DocumentUse.objects.all().delete()
    DocumentUse.objects.create(page=stale, document=draft_only)

    call_command("rebuild_document_uses")

    assert list(DocumentUse.objects.values_list("page_id", "document_id")) == [(page.pk, document.pk)]
    assert "1 use of a document" in capsys.readouterr().out
    assert rebuild() == 1


def test_an_installation_that_gets_the_table_fills_it(page: StandardPage, document: AgencyDocument) -> None:
    DocumentUse.objects.all().delete()
    graph = MigrationLoader(connection).graph
    [new] = [node for key, node in graph.nodes.items() if key[0] == "content" and key[1].endswith("_document_uses")]
    content, media = apps.get_app_config("content"), apps.get_app_config("media")

    for sender, plan in ((content, []), (content, [(new, True)]), (media, [(new, False)])):
        fill_tables(sender=sender, plan=plan, using="default")
        assert not DocumentUse.objects.exists()
    fill_tables(sender=content, plan=[(new, False)], using="default")

    assert list(DocumentUse.objects.values_list("page_id", "document_id")) == [(page.pk, document.pk)]


def test_what_may_not_be_seen_answers_as_what_does_not_exist(
    client: Client, page: Page, document: AgencyDocument, health_home: Page
) -> None:
    hidden = DocumentFactory(agency=document.agency)
    locked = DocumentFactory(agency=document.agency)
    protected = StandardPageFactory(parent=health_home, body=showing(locked))
    lock(protected)
    # Header and footer are drawn once a process.
    client.get("/documents/nothing/", headers=HOST)
    answers = {}
    for name, uid in {"unknown": uuid4(), "hidden": hidden.uid, "locked": locked.uid}.items():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/documents/{uid}/", headers=HOST)
        said = response.content.replace(str(uid).encode(), b"").replace(response.headers["X-Request-ID"].encode(), b"")
        answers[name] = (response.status_code, said, len(queries), sorted(response.headers))

    assert answers["unknown"][0] == 404
    assert answers["hidden"] == answers["unknown"]
    assert answers["locked"] == answers["unknown"]


@pytest.mark.parametrize("pages", [1, 20])
def test_serving_costs_the_same_however_many_pages_show_it(
    client: Client, health_home: Page, page: Page, document: AgencyDocument, django_assert_num_queries: Any, pages: int
) -> None:
    protected = [StandardPage(title=f"Page {number}", body=showing(document)) for number in range(pages)]
    write_pages(parent=health_home, pages=[NewPage(more) for more in protected])
    for more in protected:
        lock(more)

    # Host, document, passwords above the page that shows it.
    with django_assert_num_queries(3):
        response = client.head(document.url, headers=HOST)

    assert response.status_code == 200


@pytest.mark.parametrize("pages", [1, 20])
def test_publishing_many_costs_the_same_queries_as_one(
    health_home: Page, document: AgencyDocument, django_assert_max_num_queries: Any, pages: int
) -> None:
    picture = ImageFactory(agency=document.agency)
    body = [*showing(document), {"type": "image", "value": {"image": picture.pk, "alt_text": "", "caption": ""}}]
    written = [StandardPage(title=f"Page {number}", body=body) for number in range(pages)]
    write_pages(parent=health_home, pages=[NewPage(page) for page in written])
    DocumentUse.objects.all().delete()

    with django_assert_max_num_queries(10):
        refresh_pages([page.pk for page in written])

    assert DocumentUse.objects.count() == pages
