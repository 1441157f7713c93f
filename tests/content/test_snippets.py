"""Reusable content: shown by reference, changed once, everywhere at once."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django_tasks_db.models import DBTaskResult
from wagtail.models import ReferenceIndex

from govcms.content.models import Snippet, StandardPage
from govcms.content.snippets import refreshing
from govcms.identity.models import User
from govcms.pages.models import Page
from search.models import Entry
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.content.conftest import HOST
from tests.factories import StandardPageFactory
from tests.isolation.conftest import signed_in

pytestmark = pytest.mark.django_db


def snippet(agency: Agency, phone: str, *, name: str = "Passport office", **values: Any) -> Snippet:
    """Contact details with this number."""
    with tenant_scope(agency):
        kept = Snippet(agency=agency, name=name, content=[("contact", {"name": name, "phone": phone})], **values)
        kept.full_clean(exclude=["agency"])
        kept.save()
    return kept


def showing(home: Page, *snippets: Snippet, slug: str = "passports") -> StandardPage:
    """A live page that shows them."""
    body = [{"type": "reusable", "value": kept.pk} for kept in snippets]
    return StandardPageFactory(parent=home, title="Passports", slug=slug, body=body)


def change(kept: Snippet, phone: str) -> None:
    """Give it another number."""
    with tenant_scope(kept.agency):
        kept.content[0].value["phone"] = phone
        kept.save()


def test_a_change_shows_on_every_page_and_in_search_at_once(client: Client, health: Agency, health_home: Page) -> None:
    office = snippet(health, "0800 100")
    pages = [showing(health_home, office, slug=slug) for slug in ("one", "two")]
    assert all("0800 100" in client.get(f"/{page.slug}/", headers=HOST).content.decode() for page in pages)
    assert all("0800 100" in entry.body for entry in Entry.objects.filter(page__in=pages))

    change(office, "0800 200")

    for page in pages:
        html = client.get(f"/{page.slug}/", headers=HOST).content.decode()
        assert "0800 200" in html
        assert "0800 100" not in html
        assert "0800 200" in Entry.objects.get(page=page).body


def test_many_pages_follow_in_the_background(
    monkeypatch: pytest.MonkeyPatch, settings: Any, platform: Agency, health_home: Page
) -> None:
    office = snippet(platform, "0800 100", is_shared=True)
    pages = [showing(health_home, office, slug=slug) for slug in ("one", "two")]
    monkeypatch.setattr(refreshing, "MOST_AT_ONCE", 1)
    # With a queue, nothing of them is read while somebody waits; there is one task for both.
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    change(office, "0800 200")
    task = DBTaskResult.objects.get(task_path__endswith=".refresh_pages")
    assert all("0800 100" in entry.body for entry in Entry.objects.filter(page__in=pages))

    refreshing.refresh_pages.func(**task.args_kwargs["kwargs"])

    assert all("0800 200" in entry.body for entry in Entry.objects.filter(page__in=pages))


def test_what_others_show_stays_shared(platform: Agency, health_home: Page) -> None:
    emergency = snippet(platform, "112", name="Emergency", is_shared=True)
    page = showing(health_home, emergency)
    with tenant_scope(platform):
        emergency.is_shared = False
        with pytest.raises(ValidationError, match="1 page of other agencies shows it") as refused:
            emergency.full_clean()
        assert page.title not in str(refused.value)
        page.delete()

        emergency.full_clean()


def test_pages_without_a_way_there_are_told_of_links_in_it(client: Client, health: Agency, health_home: Page) -> None:
    target = StandardPageFactory(parent=health_home, title="Fees", slug="fees")
    with tenant_scope(health):
        text = f'<p>See <a linktype="page" id="{target.pk}">fees</a>.</p>'
        notice = Snippet.objects.create(
            agency=health, name="Notice", content=[("notice", {"tone": "warning", "title": "Closed", "text": text})]
        )
    showing(health_home, notice)

    assert '<a href="/fees/">fees</a>' in client.get("/passports/", headers=HOST).content.decode()
    target.unpublish()
    assert "<a>fees</a>" in client.get("/passports/", headers=HOST).content.decode()


def test_ten_take_as_many_queries_as_one(
    client: Client, django_assert_num_queries: Any, health: Agency, health_home: Page
) -> None:
    showing(health_home, snippet(health, "1"), slug="one")
    showing(health_home, *(snippet(health, "2", name=f"Office {number}") for number in range(10)), slug="ten")
    for path in ("/one/", "/ten/"):
        client.get(path, headers=HOST)

    # Host, page with ancestors, the page's own table, reusable content, topics with change notes, journeys.
    for path in ("/one/", "/ten/"):
        with django_assert_num_queries(6):
            client.get(path, headers=HOST)


def test_what_is_deleted_leaves_no_trace(client: Client, health: Agency, health_home: Page) -> None:
    office = snippet(health, "0800 100")
    showing(health_home, office)
    Snippet._base_manager.filter(pk=office.pk).delete()

    response = client.get("/passports/", headers=HOST)

    assert response.status_code == 200
    assert "0800" not in response.content.decode()


@pytest.mark.parametrize("is_shared", [True, False])
def test_what_the_platform_shares_is_shown_by_every_agency(
    client: Client, platform: Agency, health_home: Page, is_shared: bool
) -> None:
    emergency = snippet(platform, "112", name="Emergency", is_shared=is_shared)
    showing(health_home, emergency)

    assert (">112<" in client.get("/passports/", headers=HOST).content.decode()) is is_shared


def test_anothers_is_never_shown_whatever_it_says(
    client: Client, health_home: Page, health: Agency, transport: Agency
) -> None:
    theirs = snippet(transport, "0800 666")
    # As nothing but the database can be told.
    Snippet._base_manager.filter(pk=theirs.pk).update(is_shared=True)
    page = showing(health_home, theirs)

    assert "0800 666" not in client.get("/passports/", headers=HOST).content.decode()
    assert "0800 666" not in Entry.objects.get(page=page).body
    assert "0800 666" not in StandardPage.objects.get(pk=page.pk).body_text()


def test_names_are_taken_once_and_nobody_shares_but_the_platform(health: Agency) -> None:
    snippet(health, "1")

    with pytest.raises(ValidationError, match="of this name already"):
        snippet(health, "2")
    with pytest.raises(ValidationError, match="Only the platform"):
        snippet(health, "2", name="Other", is_shared=True)


def test_the_index_of_references_knows_who_shows_it(health: Agency, health_home: Page) -> None:
    office = snippet(health, "1")
    page = showing(health_home, office)

    assert [row.object_id for row in ReferenceIndex.get_references_to(office)] == [str(page.pk)]


def test_what_a_draft_shows_is_said_and_may_be_deleted(
    health: Agency, health_home: Page, health_publisher: User
) -> None:
    office = snippet(health, "0800 100")
    page = showing(health_home)
    page.body = page.body.stream_block.to_python([{"type": "reusable", "value": office.pk}])
    page.save_revision()
    client = signed_in(health_publisher)

    for address in (f"/admin/snippets/edit/{office.pk}/", f"/admin/snippets/delete/{office.pk}/"):
        said = client.get(address).content.decode()
        assert "Drafts of these pages show it" in said
        assert f"/admin/pages/{page.pk}/edit/" in said
    assert client.post(f"/admin/snippets/delete/{office.pk}/").status_code == 302
    assert not Snippet._base_manager.filter(pk=office.pk).exists()
