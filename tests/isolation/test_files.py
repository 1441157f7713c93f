"""Files of an agency stay on its hosts: documents through its own pages and for its own members, pictures in sizes."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.test import Client

from govcms.content.models import DocumentUse
from govcms.identity.models import User
from govcms.media.models import AgencyDocument
from govcms.pages.models import Page
from tenants.actions import end_membership
from tenants.models import Agency
from tests.content.conftest import items
from tests.factories import DocumentFactory, ImageFactory, StandardPageFactory
from tests.isolation.conftest import Holdings, signed_in
from tests.sent_files import sent

PUBLIC, ADMIN = "health.gov.test", "health.admin.gov.test"
MEMBERS = ["health_viewer", "health_editor", "health_publisher", "health_admin"]


def body_with(document: AgencyDocument) -> list[dict[str, Any]]:
    return [{"type": "document_list", "value": {"title": "", "documents": items(document.pk)}}]


def showing(agency: Agency, home: Page) -> AgencyDocument:
    """A document of the agency on a published page of its own."""
    document: AgencyDocument = DocumentFactory(agency=agency)
    StandardPageFactory(parent=home, body=body_with(document))
    return document


@pytest.mark.parametrize("host", [PUBLIC, ADMIN])
def test_files_are_served_on_hosts_of_their_agency_alone(
    host: str, own: Holdings, foreign: Holdings, health_editor: User
) -> None:
    client = signed_in(health_editor, host)
    own_document, foreign_document = (showing(row.agency, row.home) for row in (own, foreign))
    own_picture, foreign_picture = (row.image.get_rendition("max-20x20").url for row in (own, foreign))

    assert sent(client.get(own_document.url)).status == 200
    assert client.get(own_picture).status_code == 200
    assert client.get(foreign_document.url).status_code == 404
    assert client.get(foreign_picture).status_code == 404


@pytest.mark.parametrize("role", MEMBERS)
def test_members_open_what_the_public_does_not_see_and_nobody_elses(
    role: str, request: pytest.FixtureRequest, own: Holdings, foreign: Holdings
) -> None:
    client = signed_in(request.getfixturevalue(role), ADMIN)

    opened = sent(client.get(own.document.url))

    assert opened.status == 200
    assert opened.headers["Cache-Control"] == "private, no-store"
    unknown, theirs = client.get(f"/documents/{uuid4()}/"), client.get(foreign.document.url)
    assert (unknown.status_code, theirs.status_code) == (404, 404)
    assert client.get(own.document.url, headers={"host": PUBLIC}).status_code == 404
    assert client.get(own.document.url, headers={"host": "transport.admin.gov.test"}).status_code == 404


def test_a_stranger_is_sent_to_sign_in_and_a_former_member_finds_nothing(
    own: Holdings, health: Agency, health_editor: User
) -> None:
    assert Client(headers={"host": ADMIN}).get(own.document.url).status_code == 302
    client = signed_in(health_editor, ADMIN)

    end_membership(agency=health, email=health_editor.email)

    assert client.get(own.document.url).status_code == 404


def test_another_agencys_page_makes_nothing_public(own: Holdings, foreign: Holdings) -> None:
    # A stored reference that no form would take.
    stored = StandardPageFactory(parent=foreign.home, body=body_with(own.document))

    assert not DocumentUse.objects.exists()
    with pytest.raises(IntegrityError, match="same agency"), transaction.atomic():
        DocumentUse.objects.create(document=own.document, page=stored)
    for host in (PUBLIC, "transport.gov.test", "gov.test"):
        assert Client(headers={"host": host}).get(own.document.url).status_code == 404


def test_a_password_of_one_agency_opens_nothing_of_another(own: Holdings, foreign: Holdings) -> None:
    client = Client()
    for row in (own, foreign):
        row.live_page.body = body_with(row.document)
        row.live_page.save_revision().publish()
        restriction = row.live_page.view_restrictions.create(restriction_type="password", password="open sesame")
        if row is foreign:
            form = {"password": "open sesame", "return_url": "/"}
            path = f"/password/{restriction.pk}/{row.live_page.pk}/"
            assert client.post(path, form, headers={"host": "transport.gov.test"}).status_code == 302

    assert sent(client.get(foreign.document.url, headers={"host": "transport.gov.test"})).status == 200
    assert client.get(own.document.url, headers={"host": PUBLIC}).status_code == 404


def test_a_draft_is_previewed_with_links_that_work(own: Holdings, health_editor: User) -> None:
    client = signed_in(health_editor, ADMIN)
    own.draft_page.body = body_with(own.document)
    own.draft_page.save_revision()

    preview = client.get(f"/admin/pages/{own.draft_page.pk}/view_draft/")

    assert f'href="{own.document.url}"' in preview.content.decode()
    assert "allow-downloads" in preview.headers["Content-Security-Policy"]
    assert sent(client.get(own.document.url)).status == 200


@pytest.mark.parametrize("host", [PUBLIC, ADMIN])
def test_originals_are_nowhere(host: str, own: Holdings, health_editor: User) -> None:
    client = signed_in(health_editor, host)

    for key in (own.image.file.name, own.document.file.name):
        assert not storages["public"].exists(key)
        assert client.get(f"/media/{key}").status_code == 404
        assert client.get(f"/{key}").status_code == 404


def test_sizes_of_a_draft_picture_are_not_found_from_a_public_one(own: Holdings) -> None:
    client = Client(headers={"host": PUBLIC})
    shown = own.image.get_rendition("width-32").url
    other = ImageFactory(agency=own.agency)
    hidden = other.get_rendition("width-32").url

    assert client.get(shown).status_code == 200
    # The name is known, the identity of the picture is not; nor the other way round.
    assert client.get(hidden.replace(str(other.uid), str(own.image.uid))).status_code == 404
    assert client.get(shown.replace(str(own.image.uid), str(other.uid))).status_code == 404
    assert client.get(shown.rsplit("/", 1)[0] + "/").status_code == 404


@pytest.mark.parametrize(
    ("shown", "said"),
    [("nowhere", "Not public yet"), ("open", "shown on 1 published page"), ("protected", "Behind a password")],
)
def test_the_library_says_who_can_open_a_document(own: Holdings, health_editor: User, shown: str, said: str) -> None:
    if shown != "nowhere":
        own.live_page.body = body_with(own.document)
        own.live_page.save_revision().publish()
    if shown == "protected":
        own.live_page.view_restrictions.create(restriction_type="password", password="open sesame")

    screen = signed_in(health_editor, ADMIN).get(f"/admin/documents/edit/{own.document.pk}/").content.decode()

    assert said in " ".join(screen.split())
    assert (f"http://health.gov.test:8000{own.document.url}" in screen) is (shown != "nowhere")
