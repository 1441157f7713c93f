"""Large files in parts: in order, from the start again, after a break, by their uploader alone, and not for ever."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from govcms.identity.models import User
from govcms.media.models import AgencyDocument, PendingUpload
from govcms.media.parts import (
    CLAIM_HOLDS_FOR,
    LARGEST_PART_BYTES,
    MOST_UNDER_WAY,
    PartOutOfPlace,
    claim_upload,
    forget_old_uploads,
    forget_upload,
    put_together,
    receive_part,
    release_upload,
)
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.isolation.conftest import signed_in
from tests.media import files

ADDRESS = "/admin/documents/multiple/add/"
CONTENT = files.tagged_pdf("A long report") + b"\n%" + b"x" * 3000
PART = 1000


def send(client: Client, agency: Agency, start: int, content: bytes = CONTENT, name: str = "report.pdf") -> Any:
    """Send the part that begins at a byte, as a browser does."""
    root: Any = agency.root_collection
    part = ContentFile(content[start : start + PART], name=name)
    said = f"bytes {start}-{start + (part.size or 0) - 1}/{len(content)}"
    form = {"title": "Report", "collection": root.pk, "files[]": part}
    return client.post(ADDRESS, form, headers={"X-Requested-With": "XMLHttpRequest", "Content-Range": said})


def keep(agency: Agency, user: User, start: int, content: bytes, size: int = 30, name: str = "a.pdf") -> PendingUpload:
    """Keep a part."""
    return receive_part(
        agency=agency, user=user, name=name, size=size, start=start, part=ContentFile(content, name=name)
    )


def test_a_file_in_parts_becomes_a_document(health: Agency, health_editor: User) -> None:
    client = signed_in(health_editor)

    for start in range(0, len(CONTENT) - PART, PART):
        answer = send(client, health, start)
        assert answer.headers["Range"] == f"0-{start + PART - 1}"
    done = send(client, health, len(CONTENT) // PART * PART).json()

    document = AgencyDocument.objects.get(pk=done["doc_id"])
    with document.file.open("rb") as file:
        assert file.read() == CONTENT
    assert (document.title, document.page_count, document.agency) == ("Report", 1, health)
    assert document.uploaded_by_user == health_editor


def test_whoever_did_not_hear_the_answer_is_told_again(
    health: Agency, health_editor: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client, last = signed_in(health_editor), len(CONTENT) // PART * PART
    for start in range(0, last, PART):
        send(client, health, start)
    upload = PendingUpload._base_manager.get()

    with tenant_scope(health):
        # Another request is at it.
        assert claim_upload(upload)
        assert send(client, health, last).status_code == 503
        release_upload(upload)
    with django_capture_on_commit_callbacks(execute=True):
        done = send(client, health, last).json()
    assert not default_storage.listdir(upload.folder)[1]
    again = send(client, health, last).json()

    assert done["doc_id"] == again["doc_id"] == AgencyDocument.objects.get().pk
    assert "form" in again
    AgencyDocument.objects.get().delete()
    assert send(client, health, last).status_code == 409
    # The same file once more is another upload.
    assert send(client, health, 0).headers["Range"] == f"0-{PART - 1}"


def test_a_claim_of_one_who_is_gone_ends(health: Agency, health_editor: User) -> None:
    with tenant_scope(health):
        upload = keep(health, health_editor, 0, b"0123456789", size=10)

        assert [claim_upload(upload), claim_upload(upload)] == [True, False]
        PendingUpload.objects.update(claimed_at=timezone.now() - 2 * CLAIM_HOLDS_FOR)
        assert claim_upload(upload)


def test_what_is_refused_forgets_nothing(
    health: Agency, health_editor: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with tenant_scope(health), django_capture_on_commit_callbacks(execute=True):
        uploads = [keep(health, health_editor, 0, b"0123456789", name=f"{n}.pdf") for n in range(MOST_UNDER_WAY)]
        with pytest.raises(PartOutOfPlace):
            keep(health, health_editor, 10, b"0123456789", name="late.pdf")

    assert all(default_storage.exists(upload.part_key(0)) for upload in uploads)
    assert PendingUpload._base_manager.count() == MOST_UNDER_WAY


def test_a_missing_part_keeps_no_other_from_being_forgotten(
    health: Agency, health_editor: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with tenant_scope(health), django_capture_on_commit_callbacks(execute=True):
        upload = [keep(health, health_editor, start, b"0123456789") for start in (0, 10, 20)][-1]
        default_storage.delete(upload.part_key(0))
        forget_upload(upload)
        assert default_storage.exists(upload.part_key(20))

    assert not default_storage.listdir(upload.folder)[1]


def test_whoever_comes_back_with_the_same_file_goes_on_where_it_stopped(health: Agency, health_editor: User) -> None:
    client = signed_in(health_editor)
    for start in (0, PART, 2 * PART):
        send(client, health, start)

    again = send(signed_in(health_editor), health, 0)

    assert again.headers["Range"] == f"0-{3 * PART - 1}"
    assert send(client, health, PART).headers["Range"] == f"0-{3 * PART - 1}"
    assert send(client, health, 4 * PART).status_code == 409
    other = CONTENT[::-1]
    assert send(client, health, PART, other).status_code == 409
    assert send(client, health, 0, other).headers["Range"] == f"0-{PART - 1}"


def test_a_file_that_is_refused_is_said_to_be_and_forgotten(health: Agency, health_editor: User) -> None:
    content = b"MZ" + b"\x00" * 1500
    client = signed_in(health_editor)

    send(client, health, 0, content)
    refused = send(client, health, PART, content).json()

    assert refused["success"] is False
    assert "This is a program" in refused["error_message"]
    assert not PendingUpload._base_manager.exists()


@pytest.mark.parametrize(
    "said",
    ["bytes 0-999/999999999999", "bytes 0-5/9", "bytes 5-1/9", "bytes */9", "0-999/4000", "bytes 0-0/0", "x" * 300],
)
def test_what_makes_no_sense_is_refused(health: Agency, health_editor: User, said: str) -> None:
    form = {"title": "a", "files[]": ContentFile(b"x" * 1000, name="a.pdf")}

    answer = signed_in(health_editor).post(ADDRESS, form, headers={"Content-Range": said})

    assert answer.status_code == 409
    assert not PendingUpload._base_manager.exists()


def test_parts_are_kept_in_the_folder_of_their_agency(health: Agency, health_editor: User) -> None:
    with tenant_scope(health):
        keep(health, health_editor, 0, b"0123456789", name="../../etc/passwd")
        upload = keep(health, health_editor, 10, b"0123456789", name="passwd")

        assert upload.name == "passwd"
        assert upload.part_keys() == [f"{health.uid}/uploads/{upload.uid}/{start}" for start in (0, 10)]
        assert put_together(upload).read() == b"01234567890123456789"
        for start, content, size in ((40, b"x", 50), (20, b"x" * 11, 30), (20, b"", 30)):
            with pytest.raises(PartOutOfPlace):
                keep(health, health_editor, start, content, size, name="passwd")
        with pytest.raises(PartOutOfPlace):
            keep(health, health_editor, 0, b"x" * (LARGEST_PART_BYTES + 1), LARGEST_PART_BYTES * 3)


def test_uploads_are_their_uploaders(
    health: Agency, transport: Agency, health_editor: User, health_publisher: User, both_editor: User
) -> None:
    with tenant_scope(health):
        mine = keep(health, health_editor, 0, b"0123456789")
        hers = keep(health, health_publisher, 0, b"abcdefghij")
        keep(health, both_editor, 0, b"0123456789")
    with tenant_scope(transport), pytest.raises(PartOutOfPlace):
        keep(transport, both_editor, 10, b"0123456789")

    assert mine.pk != hers.pk
    with tenant_scope(health):
        assert put_together(mine).read() == b"0123456789"


def test_uploads_that_nobody_goes_on_with_are_forgotten(
    health: Agency, health_editor: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with tenant_scope(health), django_capture_on_commit_callbacks(execute=True):
        uploads = [
            keep(health, health_editor, 0, b"0123456789", name=f"{number}.pdf") for number in range(MOST_UNDER_WAY + 2)
        ]
        assert PendingUpload.objects.count() == MOST_UNDER_WAY
        old = timezone.now() - timedelta(days=2)
        PendingUpload.objects.filter(pk=uploads[-1].pk).update(touched_at=old)

    assert not default_storage.exists(uploads[0].part_key(0))
    assert forget_old_uploads() == 1

    assert not default_storage.exists(uploads[-1].part_key(0))
    assert PendingUpload._base_manager.count() == MOST_UNDER_WAY - 1
