"""The library's own addresses: another agency's pictures, documents and former files are not there."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from govcms.content.drafts import pages_drafting
from govcms.content.library.uses import duplicates_of
from govcms.identity.models import User
from govcms.media.models import AgencyDocument, AgencyImage, FileVersion
from tests.factories import DocumentFactory, ImageFactory
from tests.isolation.conftest import CANARY, Holdings, signed_in


def former(holdings: Holdings) -> FileVersion:
    """A file that a document of the agency had before."""
    version = FileVersion(agency=holdings.agency, document=holdings.document)
    version.file = ContentFile(b"former", name="former.txt")
    version.save()
    return version


@pytest.fixture
def editor(health_editor: User, own: Holdings) -> Client:
    """An editor of Health."""
    return signed_in(health_editor)


def screens(holdings: Holdings) -> list[str]:
    """Each address that names something of an agency."""
    image, document = holdings.image.pk, holdings.document.pk
    return [
        f"/admin/images/{image}/",
        f"/admin/images/{image}/delete/",
        f"/admin/images/multiple/{image}/delete/",
        f"/admin/documents/edit/{document}/",
        f"/admin/documents/delete/{document}/",
        f"/admin/documents/multiple/{document}/delete/",
        f"/admin/former-files/{former(holdings).pk}/",
    ]


def test_anothers_are_not_there_and_ones_own_are(own: Holdings, foreign: Holdings, editor: Client) -> None:
    for address in screens(own):
        assert editor.get(address).status_code in {200, 405}, address
    for address in screens(foreign):
        for answer in (editor.get(address), editor.post(address, {"title": "Mine"})):
            assert answer.status_code == 404, address
            assert CANARY not in answer.content.decode()
    assert AgencyImage.objects.filter(pk=foreign.image.pk).exists()
    assert AgencyDocument.objects.filter(pk=foreign.document.pk).exists()


@pytest.mark.parametrize(("role", "status"), [("health_editor", 200), ("health_viewer", 403)])
def test_a_former_file_is_for_those_who_may_change_what_has_another(
    role: str, status: int, own: Holdings, request: pytest.FixtureRequest
) -> None:
    version = former(own)
    client = signed_in(request.getfixturevalue(role))

    assert client.get(f"/admin/former-files/{version.pk}/").status_code == status
    assert client.get(f"/admin/former-files/{version.pk}/", headers={"host": "health.gov.test"}).status_code == 404


def test_that_another_agency_has_a_file_is_told_to_nobody(own: Holdings, foreign: Holdings, editor: Client) -> None:
    theirs: Any = ImageFactory(agency=foreign.agency, title=CANARY, size=(33, 22))
    with theirs.file.open("rb") as file:
        content = file.read()
    collection: Any = own.agency.root_collection
    form = {"title": "Mine", "alt_text": "A field", "collection": collection.pk}

    one = editor.post("/admin/images/add/", {**form, "file": ContentFile(content, name="a.png")}, follow=True)
    several = {"title": "Mine", "collection": collection.pk, "files[]": ContentFile(content, name="b.png")}
    many = editor.post("/admin/images/multiple/add/", several, headers={"X-Requested-With": "XMLHttpRequest"})

    assert "the same file already" not in one.content.decode()
    mine = AgencyImage.objects.get(title="Mine")
    assert mine.file_hash == theirs.file_hash
    assert not duplicates_of(mine).exists()
    # The one just added is a twin of one's own; theirs is not named.
    assert CANARY not in one.content.decode() + many.content.decode()


def test_the_chooser_compares_with_ones_own_documents_and_takes_no_others(
    own: Holdings, foreign: Holdings, editor: Client
) -> None:
    theirs = DocumentFactory(agency=foreign.agency, title=CANARY, content=b"The same words")
    collection: Any = own.agency.root_collection
    address, prefix = "/admin/documents/chooser/create/", "document-chooser-upload"
    form = {f"{prefix}-title": "Mine", f"{prefix}-collection": collection.pk}

    uploaded = editor.post(address, {**form, f"{prefix}-file": ContentFile(b"The same words", name="a.txt")})

    assert uploaded.json()["step"] == "chosen"
    mine = AgencyDocument.objects.get(title="Mine")
    assert mine.file_hash == theirs.file_hash
    for answer in ({"use": theirs.pk}, {"use": mine.pk, "delete": theirs.pk}, {"use": theirs.pk, "delete": mine.pk}):
        assert editor.post(address, answer).status_code == 404
    assert AgencyDocument.objects.filter(pk__in=[mine.pk, theirs.pk]).count() == 2


def test_only_drafts_of_ones_own_agency_are_said_to_show_it(own: Holdings, foreign: Holdings, editor: Client) -> None:
    # As nothing but the database can be told: a draft of others that names what is not theirs.
    for page, title in ((foreign.home, CANARY), (own.home, "Own draft")):
        page.title = title
        revision = page.save_revision()
        revision.content["hero_image"] = own.image.pk
        revision.save()

    for address in (f"/admin/images/{own.image.pk}/", f"/admin/images/{own.image.pk}/delete/"):
        said = editor.get(address).content.decode()
        assert "in a draft" in said
        assert CANARY not in said
    assert pages_drafting(own.image) == {own.home.pk}
    assert pages_drafting(foreign.image) == set()
