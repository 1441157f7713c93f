"""An id of another agency is refused wherever it is posted, and says nothing when it comes back."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from govcms.content.models import NewsPage, StandardPage
from govcms.identity.models import User
from tenants.scope import tenant_scope
from tests.factories import NewsPageFactory
from tests.isolation.conftest import CANARY, Holdings, signed_in

FORM = {
    "title": "Clinics",
    "slug": "clinics",
    "summary": "",
    "change_type": "minor",
    "body-count": "1",
    "body-0-deleted": "",
    "body-0-order": "0",
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
}


def draftail(entity: dict[str, Any]) -> str:
    """Rich text as the editor sends it, with one linked word."""
    block = {
        "key": "aaaaa",
        "text": "word",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 4, "key": 0}],
    }
    return json.dumps({"blocks": [block], "entityMap": {"0": {"mutability": "MUTABLE", **entity}}})


def bodies(holdings: Holdings) -> dict[str, dict[str, str]]:
    """A body with one reference to the agency's objects, each kind in turn."""
    page, document = holdings.draft_page.pk, holdings.document.pk
    return {
        "image block": {
            "body-0-type": "image",
            "body-0-value-image": str(holdings.image.pk),
            "body-0-value-alt_text": "A field",
        },
        "link to a page": {
            "body-0-type": "rich_text",
            "body-0-value": draftail({"type": "LINK", "data": {"id": page, "url": "/x/"}}),
        },
        "link to a document": {
            "body-0-type": "rich_text",
            "body-0-value": draftail({"type": "DOCUMENT", "data": {"id": document, "url": "/x/"}}),
        },
        "document block": {
            "body-0-type": "document_list",
            "body-0-value-title": "Forms",
            "body-0-value-documents-count": "1",
            "body-0-value-documents-0-deleted": "",
            "body-0-value-documents-0-order": "0",
            "body-0-value-documents-0-value": str(document),
        },
    }


@pytest.mark.parametrize("kind", ["image block", "link to a page", "link to a document", "document block"])
def test_a_body_takes_own_objects_and_refuses_others(kind: str, own: Holdings, foreign: Holdings, health_editor: User):
    client = signed_in(health_editor)
    add = f"/admin/pages/add/content/standardpage/{own.home.pk}/"

    refused = client.post(add, {**FORM, **bodies(foreign)[kind]})
    assert refused.status_code == 200
    assert CANARY.lower() not in refused.content.decode().lower()
    assert not StandardPage.objects.filter(slug="clinics").exists()

    assert client.post(add, {**FORM, **bodies(own)[kind]}).status_code == 302
    assert StandardPage.objects.filter(slug="clinics").exists()


@pytest.mark.parametrize("kind", ["image block", "link to a page", "document block"])
def test_a_preview_shows_nothing_of_others(kind: str, own: Holdings, foreign: Holdings, health_editor: User):
    client = signed_in(health_editor)
    preview = f"/admin/pages/{own.draft_page.pk}/edit/preview/"

    answer = client.post(preview, {**FORM, **bodies(foreign)[kind]})

    assert not answer.json()["is_valid"]
    assert CANARY.lower() not in client.get(preview).content.decode().lower()


def test_keys_refuse_others(own: Holdings, foreign: Holdings, health_editor: User):
    client = signed_in(health_editor)
    form = {key: value for key, value in FORM.items() if not key.startswith("body-0")}
    form |= {"body-count": "0", "date": "2026-11-20", "image": foreign.image.pk}
    form |= {"withdrawn_replacement": foreign.draft_page.pk}

    answer = client.post(f"/admin/pages/add/content/newspage/{own.home.pk}/", form)

    assert CANARY.lower() not in answer.content.decode().lower()
    assert not NewsPage.objects.filter(slug="clinics").exists()


def test_a_revision_refuses_others_even_unvalidated(own: Holdings, foreign: Holdings):
    with tenant_scope(own.agency):
        news = NewsPageFactory(parent=own.home, title="News", slug="news")
        news.withdrawn_replacement = foreign.draft_page
        with pytest.raises(ValidationError, match="not your agency"):
            news.save_revision(clean=False)


def test_another_agencys_key_is_refused_like_one_that_does_not_exist(
    own: Holdings, foreign: Holdings, health_editor: User
):
    client = signed_in(health_editor)
    form = {key: value for key, value in FORM.items() if not key.startswith("body-0")}
    form |= {"body-count": "0", "date": "2026-11-20"}

    theirs, nobodys = (
        client.post(f"/admin/pages/add/content/newspage/{own.home.pk}/", {**form, "image": pk})
        for pk in (foreign.image.pk, 99_999)
    )

    assert theirs.context["form"].errors == nobodys.context["form"].errors != {}
