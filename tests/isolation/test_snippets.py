"""Reusable content is its agency's own; what the platform shares is read by all and changed by nobody else."""

import json

import pytest
from django.urls import reverse

from govcms.content.models import Snippet, StandardPage
from govcms.identity.models import User
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.content.test_snippets import showing, snippet
from tests.isolation.admin_urls import ADMIN_URLCONF
from tests.isolation.conftest import CANARY, Holdings, signed_in


def at(name: str, *args: object) -> str:
    """The path of an admin screen."""
    return reverse(name, args=args, urlconf=ADMIN_URLCONF)


@pytest.fixture
def ours(own: Holdings) -> Snippet:
    """Health's."""
    return snippet(own.agency, "0800 1", name="Amber office")


@pytest.fixture
def theirs(foreign: Holdings) -> Snippet:
    """Transport's, marked as shared, as the database alone can be told: that opens nothing."""
    kept = snippet(foreign.agency, "0800 2", name=f"{CANARY} office")
    Snippet._base_manager.filter(pk=kept.pk).update(is_shared=True)
    return kept


@pytest.fixture
def platforms(platform: Agency) -> Snippet:
    """The platform's, shared."""
    return snippet(platform, "112", name="Emergency", is_shared=True)


def test_screens_and_choosers_know_the_agencys_own_and_what_is_shared(
    ours: Snippet, theirs: Snippet, platforms: Snippet, health_publisher: User, health_editor: User
):
    client = signed_in(health_publisher)

    listed = client.get(at("snippets:index")).content.decode()
    assert "Amber office" in listed
    assert "Emergency" not in listed
    for browser in (client, signed_in(health_editor)):
        for name in ("snippet_chooser:choose", "snippet_chooser:choose_results"):
            offered = browser.get(at(name)).content.decode()
            assert "Amber office" in offered
            assert "Emergency" in offered
            assert CANARY.lower() not in offered.lower()
            assert "Emergency" not in browser.get(at(name), {"q": "amber"}).content.decode()
        for kept, status in ((ours, 200), (platforms, 200), (theirs, 404)):
            assert browser.get(at("snippet_chooser:chosen", kept.pk)).status_code == status
            assert browser.get(at("snippet_chooser:chosen_multiple"), {"id": kept.pk}).status_code == status
    chosen = json.loads(client.get(at("snippet_chooser:chosen", platforms.pk)).content)
    assert chosen["result"]["edit_url"] is None


@pytest.mark.parametrize("name", ["edit", "delete", "history"])
def test_nobody_changes_anothers_nor_the_platforms(
    name: str, ours: Snippet, theirs: Snippet, platforms: Snippet, health_publisher: User, health_editor: User
):
    for kept, status in ((ours, 200), (theirs, 404), (platforms, 404)):
        assert signed_in(health_publisher).get(at(f"snippets:{name}", kept.pk)).status_code == status
    assert signed_in(health_editor).get(at(f"snippets:{name}", ours.pk)).status_code == 403


def form_of(kept: Snippet, **changes: str) -> dict[str, object]:
    """What the form of contact details sends."""
    block = {f"content-0-value-{field}": "" for field in ("phone", "email", "address", "hours")}
    return {
        "name": kept.name, "content-count": 1, "content-0-deleted": "", "content-0-order": 0,
        "content-0-type": "contact", "content-0-id": "", **block, "content-0-value-name": kept.name, **changes,
    }  # fmt: skip


def test_a_publisher_changes_it_and_shares_it_with_nobody(ours: Snippet, own: Holdings, health_publisher: User):
    page = showing(own.home, ours)
    client = signed_in(health_publisher)
    assert page.title in client.get(at("snippets:edit", ours.pk)).content.decode()

    sent = client.post(at("snippets:edit", ours.pk), form_of(ours, **{"content-0-value-phone": "0800 9"}))
    shared = client.post(at("snippets:edit", ours.pk), form_of(ours, is_shared="on"))

    assert (sent.status_code, shared.status_code) == (302, 200)
    ours = Snippet._base_manager.get(pk=ours.pk)
    assert (ours.content[0].value["phone"], ours.is_shared) == ("0800 9", False)
    assert "0800 9" in signed_in(health_publisher, "health.gov.test").get("/passports/").content.decode()


def test_what_a_page_shows_is_not_deleted(ours: Snippet, own: Holdings, health_publisher: User):
    page = showing(own.home, ours)
    client = signed_in(health_publisher)

    refused = client.post(at("snippets:delete", ours.pk))
    assert refused.status_code == 200
    assert page.title in refused.content.decode()
    page.delete()

    assert client.post(at("snippets:delete", ours.pk)).status_code == 302
    assert not Snippet._base_manager.exists()


def test_a_page_takes_no_id_of_another_agency_and_does_not_name_it(
    ours: Snippet, theirs: Snippet, platforms: Snippet, own: Holdings, health_editor: User
):
    client = signed_in(health_editor)
    address = at("wagtailadmin_pages:edit", own.draft_page.pk)
    form = {
        "title": "Amber draft", "slug": "amber-draft", "change_type": "minor", "body-count": 1, "body-0-deleted": "",
        "body-0-order": 0, "body-0-type": "reusable", "body-0-id": "", "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }  # fmt: skip

    for sent, is_taken in ((theirs.pk, False), ("²", True), ("9" * 30, True), (ours.pk, True), (platforms.pk, True)):
        answer = client.post(address, {**form, "body-0-value": sent})
        assert answer.status_code == (302 if is_taken else 200), sent
        assert CANARY.lower() not in answer.content.decode().lower()
    with tenant_scope(own.agency):
        latest = StandardPage.objects.get(pk=own.draft_page.pk).get_latest_revision_as_object()
    assert latest.body[0].value == platforms


def test_the_platform_learns_how_many_use_it_and_not_who(platforms: Snippet, own: Holdings, platform_admin: User):
    page = showing(own.home, platforms)

    html = signed_in(platform_admin, "platform.admin.gov.test").get(at("snippets:edit", platforms.pk)).content.decode()

    assert "1 page of other agencies" in html
    assert page.title not in html
    assert "every agency may use it" in html.lower()


def test_the_platform_is_told_that_others_show_it_and_goes_on_sharing(
    platforms: Snippet, own: Holdings, platform_admin: User
):
    page = showing(own.home, platforms)
    client = signed_in(platform_admin, "platform.admin.gov.test")

    refused = client.post(at("snippets:edit", platforms.pk), form_of(platforms))

    html = refused.content.decode()
    assert refused.status_code == 200
    assert "1 page of other agencies shows it: it has to be taken out of it first." in html
    assert "No page shows it yet" not in html
    assert page.title not in html
    assert Snippet._base_manager.get(pk=platforms.pk).is_shared
