"""Every field of a page type that refers to something takes one's own and refuses others', wherever it lies."""

from typing import Any

import pytest

from govcms.identity.models import User
from govcms.pages.models import Page
from tests.isolation.conftest import CANARY, Holdings, signed_in
from tests.isolation.test_references import draftail


def block(path: str, kind: str = "") -> dict[str, str]:
    """What the editor sends for the one item at ``path``, besides its value."""
    sent = {f"{path}-count": "1", f"{path}-0-deleted": "", f"{path}-0-order": "0", f"{path}-0-id": ""}
    return sent | ({f"{path}-0-type": kind} if kind else {})


def forms(holdings: Holdings) -> dict[str, tuple[str, dict[str, Any]]]:
    """The page type and its fields, with one reference each time."""
    page, document, image = holdings.live_page.pk, holdings.document.pk, holdings.image.pk
    to_page = draftail({"type": "LINK", "data": {"id": page, "url": "/x/"}})
    to_document = draftail({"type": "DOCUMENT", "data": {"id": document, "url": "/x/"}})
    part = {
        **block("body", "part"),
        "body-0-value-title": "Costs",
        "body-0-value-slug": "",
        **block("body-0-value-body", "rich_text"),
    }
    step = {
        **block("body", "step"),
        "body-0-value-title": "Check",
        "body-0-value-follows": "then",
        "body-0-value-text": "null",
        **block("body-0-value-links"),
        "body-0-value-links-0-value-title": "Here",
        "body-0-value-links-0-value-page": page,
    }
    attachment = {**block("attachments", "attachment"), "attachments-0-value-document": document}
    publication = {"kind": "report", "date": "2026-11-20"}
    event = {"starts_on": "2036-12-03"}
    hours = {"opening_hours-count": "0", "hours_exceptions-count": "0", "accessibility": "null"}
    service = {"what_you_need": "null", "other_ways": "null"}
    return {
        "link in a part": ("guidepage", {**part, "body-0-value-body-0-value": to_page}),
        "document in a part": ("guidepage", {**part, "body-0-value-body-0-value": to_document}),
        "link of a step": ("stepbysteppage", step),
        "text of a step": ("stepbysteppage", {**step, "body-0-value-links-count": "0", "body-0-value-text": to_page}),
        "page of a button": ("servicepage", {**service, "start_page": page}),
        "what people need": ("servicepage", {**service, "what_you_need": to_document}),
        "other ways": ("servicepage", {**service, "other_ways": to_page}),
        "file": ("publicationpage", {**publication, **attachment}),
        "cover": ("publicationpage", {**publication, "attachments-count": "0", "image": image}),
        "picture of an event": ("eventpage", {**event, "image": image}),
        "picture of an office": ("officepage", {**hours, "image": image}),
        "getting around": ("officepage", {**hours, "accessibility": to_document}),
        "portrait": ("personpage", {"image": image}),
    }


KINDS = ["link in a part", "document in a part", "link of a step", "text of a step", "page of a button",
         "what people need", "other ways", "file", "cover", "picture of an event", "picture of an office",
         "getting around", "portrait"]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_fields_take_own_objects_and_refuse_others(
    kind: str, own: Holdings, foreign: Holdings, health_editor: User
) -> None:
    client = signed_in(health_editor)
    common = {
        "title": "Clinics", "slug": "clinics", "summary": "", "change_type": "minor", "body-count": "0",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip

    page_type, fields = forms(foreign)[kind]
    add = f"/admin/pages/add/content/{page_type}/{own.home.pk}/"
    refused = client.post(add, {**common, **fields})
    assert refused.status_code == 200
    assert CANARY.lower() not in refused.content.decode().lower()
    assert not Page.objects.filter(slug="clinics").exists()

    answer = client.post(add, {**common, **forms(own)[kind][1]})
    assert answer.status_code == 302, answer.context["form"].errors
    assert Page.objects.get(slug="clinics").agency_id == own.agency.pk
