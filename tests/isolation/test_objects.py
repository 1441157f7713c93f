"""An object of another agency answers 404 at every admin URL that takes an id."""

import itertools
from typing import Any

import pytest
from django.urls import reverse

from govcms.identity.models import User
from tenants.admin_rules import closed, rule_of
from tests.isolation.admin_urls import ADMIN_URLCONF, AdminUrl, admin_urls
from tests.isolation.conftest import CANARY, Holdings, signed_in

PAGE_ARGUMENTS = {"page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk"}
IMAGE_ARGUMENTS = {"image_id"}
DOCUMENT_ARGUMENTS = {"document_id", "doc_id"}
ROLES = ["health_viewer", "health_editor", "health_publisher", "health_admin"]


def ids_of(holdings: Holdings) -> dict[str, list[int]]:
    """Its ids by the kind of object; of pages the draft, which is secret within the agency too."""
    return {
        "page": [holdings.draft_page.pk],
        "image": [holdings.image.pk],
        "document": [holdings.document.pk],
        "collection": [holdings.collection.pk],
    }


def kind_of(url: AdminUrl, argument: str) -> str | None:
    """Which kind of object an argument of a URL names."""
    if argument in PAGE_ARGUMENTS or url.name == "wagtailadmin_api:pages:detail":
        return "page"
    if argument == "pk" and url.name.startswith("wagtailadmin_pages:"):
        return "page"
    if argument in IMAGE_ARGUMENTS or (argument == "pk" and url.name.startswith("wagtailimages_chooser")):
        return "image"
    if argument in DOCUMENT_ARGUMENTS or (argument == "pk" and url.name.startswith("wagtaildocs_chooser")):
        return "document"
    if url.name.startswith("wagtailadmin_collections:"):
        return "collection"
    return None


NOT_THERE = (
    "/revisions/1/", "/convert_alias/", "/workflow/", "/workflow_history/detail/", "/unpublish/", "/confirm/",
    "/into/fr/", "/up-to-date/",
)  # fmt: skip
OTHER_ARGUMENTS: dict[str, Any] = {
    "content_type_app_name": "content",
    "content_type_model_name": "standardpage",
    "app_label": "content",
    "model_name": "standardpage",
    "action_name": "copy",
    "filter_spec": "max-100x100",
    "revision_id": 1,
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "task_state_id": 1,
    "task_id": 1,
    "workflow_state_id": 1,
    "workflow_pk": 1,
    "language": "fr",
}


def urls_with_ids() -> list[AdminUrl]:
    """The open admin URLs that name a page, an image, a document or a collection."""
    return [
        url
        for url in admin_urls()
        if url.name and rule_of(url.name) is not closed and any(kind_of(url, name) for name in url.arguments)
    ]


def filled(url: AdminUrl, ids: dict[str, list[int]]) -> list[str]:
    """The paths of a URL with each combination of these ids."""
    named = {name: kind_of(url, name) for name in url.arguments}
    choices = [ids[kind] if kind else [OTHER_ARGUMENTS[name]] for name, kind in named.items()]
    return [
        reverse(url.name, urlconf=ADMIN_URLCONF, kwargs=dict(zip(named, values, strict=True)))
        for values in itertools.product(*choices)
    ]


@pytest.mark.parametrize("role", ROLES)
def test_foreign_ids_answer_404_and_name_nothing(
    role: str, request: pytest.FixtureRequest, own: Holdings, foreign: Holdings
):
    user: User = request.getfixturevalue(role)
    client = signed_in(user)

    answers = {}
    for url in urls_with_ids():
        for path in filled(url, ids_of(foreign)):
            for method in ("get", "post"):
                response = getattr(client, method)(path)
                answers[f"{method} {path}"] = response.status_code
                assert CANARY.lower() not in response.content.decode().lower(), path
    assert answers
    assert {key: status for key, status in answers.items() if status != 404} == {}


def test_the_same_urls_open_for_the_agencys_own(own: Holdings, health_admin: User):
    client = signed_in(health_admin)

    closed_to_her = {}
    for url in urls_with_ids():
        for path in filled(url, ids_of(own))[:1]:
            response = client.get(path)
            # The page has no revision 1, is no alias, waits for no approval, is not public, moves nowhere below
            # itself and is written in the one language of its site: the views themselves say so.
            if response.status_code not in {200, 302, 405} and not any(part in path for part in NOT_THERE):
                closed_to_her[path] = response.status_code
    assert closed_to_her == {}


def test_nobody_learns_who_edits_another_agencys_page(own: Holdings, foreign: Holdings, health_editor: User):
    client = signed_in(health_editor)
    ping = "/admin/editing-sessions/ping/{}/{}/999/"

    assert client.post(ping.format("content/standardpage", own.draft_page.pk)).status_code == 200
    assert client.post(ping.format("content/standardpage", foreign.draft_page.pk)).status_code == 404
    assert client.post(ping.format("pages/page", foreign.draft_page.pk)).status_code == 404
    assert client.post(ping.format("identity/user", health_editor.pk)).status_code == 404
    assert client.post(ping.format("no/model", "1")).status_code == 404


def test_another_agencys_collection_is_no_filter_and_no_place(own: Holdings, foreign: Holdings, health_admin: User):
    client = signed_in(health_admin)
    theirs = foreign.collection.pk

    for path in ("/admin/images/", "/admin/documents/", "/admin/images/add/", "/admin/images/multiple/add/"):
        assert CANARY not in client.get(f"{path}?collection_id={theirs}").content.decode()
    answer = client.post("/admin/collections/add/", {"name": "Mine", "parent": theirs})
    assert answer.status_code == 200
    assert CANARY not in answer.content.decode()
    assert foreign.collection.get_children_count() == 0
    moved = {"title": "Amber picture", "alt_text": "A field", "collection": theirs}
    client.post(f"/admin/images/{own.image.pk}/", moved)
    own.image.refresh_from_db()
    assert own.image.agency == own.agency
    assert own.image.collection_id != theirs


@pytest.mark.parametrize(
    "path", ["pages/{}/edit/", "images/{}/", "snippets/edit/{}/", "snippet_chooser/chosen-multiple/?id={}"]
)
def test_an_id_longer_than_any_database_has_is_not_there(path: str, own: Holdings, health_admin: User) -> None:
    assert signed_in(health_admin).get(f"/admin/{path.format('9' * 30)}").status_code == 404
