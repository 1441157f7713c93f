"""What cannot be is said beside its field in the editor, and nothing that was typed is lost."""

import json
from typing import Any

import pytest
from django.test import Client

from govcms.content.models import GuidePage, ServicePage
from govcms.identity.models import User
from govcms.pages.models import Page
from tests.content.test_screens import ADMIN, address
from tests.factories import StandardPageFactory

pytestmark = pytest.mark.django_db

COMMON = {
    "title": "Clinics", "slug": "clinics", "summary": "", "change_type": "minor", "body-count": "0",
    "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
}  # fmt: skip
SERVICE = {"what_you_need": "null", "other_ways": "null"}
EVENT = {"starts_on": "2036-12-03"}
WORDS = {"blocks": [{"key": "a", "text": "Free.", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
                     "entityRanges": []}], "entityMap": {}}  # fmt: skip


def parts(*slugs: str) -> dict[str, Any]:
    """What the editor sends for a guide with parts at these addresses, each with one text."""
    sent: dict[str, Any] = {"body-count": str(len(slugs))}
    for number, slug in enumerate(slugs):
        part = f"body-{number}"
        sent |= {
            f"{part}-deleted": "", f"{part}-order": str(number), f"{part}-type": "part", f"{part}-id": "",
            f"{part}-value-title": f"Part {number}", f"{part}-value-slug": slug, f"{part}-value-body-count": "1",
            f"{part}-value-body-0-deleted": "", f"{part}-value-body-0-order": "0", f"{part}-value-body-0-id": "",
            f"{part}-value-body-0-type": "rich_text", f"{part}-value-body-0-value": json.dumps(WORDS),
        }  # fmt: skip
    return sent


def add(client: Client, home: Page, page_type: str, fields: dict[str, Any]) -> Any:
    """The answer to a new page of this type."""
    url = address("wagtailadmin_pages:add", "content", page_type, home.pk)
    return client.post(url, {**COMMON, **fields}, headers=ADMIN)


@pytest.mark.parametrize(
    ("page_type", "fields", "where", "message"),
    [
        ("servicepage", {**SERVICE, "start_url": "javascript:alert(1)"}, "start_url", "Enter a valid URL"),
        ("servicepage", {**SERVICE, "title": "x" * 400}, "title", "at most 255"),
        ("eventpage", {**EVENT, "ends_on": "2036-12-01"}, "ends_on", "before the first"),
        ("eventpage", {"starts_on": "0001-01-01"}, "starts_on", "Write a year"),
        ("eventpage", {**EVENT, "ends_on": "9999-12-31"}, "ends_on", "Write a year"),
        ("eventpage", {**EVENT, "go_live_at": "0001-01-01 00:00"}, "go_live_at", "Write a year"),
        ("eventpage", {**EVENT, "expire_at": "9999-12-31 23:59"}, "expire_at", "Write a year"),
        ("eventpage", {**EVENT, "slug": "fair-🎉"}, "slug", "valid"),
        ("eventpage", {**EVENT, "slug": "fair\u200f"}, "slug", "valid"),
        ("guidepage", parts("costs", "costs"), "body", "Another part has the address"),
        ("guidepage", parts("costs-😀"), "body", "Use letters, digits and hyphens"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    client: Client, health_editor: User, health_home: Page, page_type: str, fields: dict[str, Any], where: str,
    message: str,
) -> None:  # fmt: skip
    client.force_login(health_editor)

    answer = add(client, health_home, page_type, fields)

    assert answer.status_code == 200
    assert where in answer.context["form"].errors
    html = answer.content.decode()
    assert message in html
    assert fields.get("title", "Clinics") in html
    assert not Page.objects.filter(title="Clinics").exists()


def test_an_editor_writes_a_guide(client: Client, health_editor: User, health_home: Page) -> None:
    client.force_login(health_editor)

    answer = add(client, health_home, "guidepage", parts("", "costs"))

    assert answer.status_code == 302
    assert [part.slug for part in GuidePage.objects.get().get_latest_revision_as_object().parts] == ["part-0", "costs"]
    preview = address("wagtailadmin_pages:preview_on_edit", GuidePage.objects.get().pk)
    assert client.post(preview, {**COMMON, **parts("", "costs")}, headers=ADMIN).json()["is_valid"]
    all_parts = client.get(f"{preview}?mode=print", headers=ADMIN).content.decode()
    assert "Part 0" in all_parts
    assert 'id="costs"' in all_parts


@pytest.mark.parametrize("page_type", ["guidepage", "stepbysteppage"])
def test_what_has_no_parts_yet_is_a_draft_and_is_not_published(
    client: Client, health_publisher: User, health_home: Page, page_type: str
) -> None:
    client.force_login(health_publisher)
    assert add(client, health_home, page_type, {}).status_code == 302

    answer = add(client, health_home, page_type, {"slug": "others", "action-publish": "1"})

    assert answer.status_code == 200
    assert "body" in answer.context["form"].errors
    assert "This field is required" in answer.content.decode()


@pytest.mark.parametrize("sent", ["7720000", "[]", '"words"', "{", '{"blocks": 1, "entityMap": {}}'])
def test_what_no_editor_sends_as_rich_text_is_a_bad_request(
    client: Client, health_editor: User, health_home: Page, sent: str
) -> None:
    client.force_login(health_editor)

    assert add(client, health_home, "servicepage", {**SERVICE, "what_you_need": sent}).status_code == 400


def test_half_an_emoji_is_left_out_of_a_text(client: Client, health_editor: User, health_home: Page) -> None:
    client.force_login(health_editor)
    block = {**WORDS["blocks"][0], "text": "Free \ud83d."}

    sent = json.dumps({**WORDS, "blocks": [block]})
    answer = add(client, health_home, "servicepage", {**SERVICE, "what_you_need": sent})

    assert answer.status_code == 302
    assert "Free ." in ServicePage.objects.get().what_you_need


@pytest.mark.parametrize(
    ("name", "sent"),
    [("body-count", None), ("body-count", "many"), ("body-0-order", "²"), ("body-0-deleted", None),
     ("body-0-id", "\x00"), ("body-0-value-body-count", None), ("body-0-value-body-0-type", None)],
)  # fmt: skip
def test_what_no_editor_sends_as_blocks_is_a_bad_request(
    client: Client, health_editor: User, health_home: Page, name: str, sent: str | None
) -> None:
    client.force_login(health_editor)
    fields = parts("costs")
    assert name in fields
    sent_fields = {**COMMON, **fields, name: sent}
    url = address("wagtailadmin_pages:add", "content", "guidepage", health_home.pk)

    answer = client.post(url, {key: value for key, value in sent_fields.items() if value is not None}, headers=ADMIN)

    assert answer.status_code == 400
    assert not Page.objects.filter(title="Clinics").exists()


def test_the_second_of_two_editors_is_told_and_the_words_of_the_first_stay(
    health_editor: User, health_publisher: User, health_home: Page
) -> None:
    page = StandardPageFactory(parent=health_home, title="Clinics", slug="clinics")
    page.save_revision()
    url = address("wagtailadmin_pages:edit", page.pk)
    editors = [Client(), Client()]
    for editor, user in zip(editors, (health_editor, health_publisher), strict=True):
        editor.force_login(user)
    opened = [editor.get(url, headers=ADMIN).context for editor in editors]

    first, second = (
        editor.post(
            url,
            {**COMMON, "title": title, "loaded_revision_id": context["page"].latest_revision_id,
             "loaded_revision_created_at": context["loaded_revision_created_at"]},
            headers={**ADMIN, "accept": "application/json"},
        )
        for editor, title, context in zip(editors, ("Clinics by town", "Clinics by day"), opened, strict=True)
    )  # fmt: skip

    assert first.json()["success"]
    assert second.json() == {
        "success": False, "error_code": "invalid_revision", "error_message": "Saving will overwrite a newer version.",
    }  # fmt: skip
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "Clinics by town"
