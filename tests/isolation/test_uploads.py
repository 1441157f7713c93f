"""What people upload: it is what it says, lies where its agency's files lie, and runs in nobody's browser."""

import stat
import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Picture
from wagtail.models import UploadedFile

from govcms.identity.models import User
from govcms.media.models import AgencyDocument, AgencyImage
from govcms.settings.secret import read_or_make_key
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.isolation.conftest import Holdings, signed_in
from tests.sent_files import sent

PAGE = b"<!doctype html><script>alert(1)</script>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(format: str = "PNG") -> bytes:
    """A small red one."""
    drawn = BytesIO()
    Picture.new("RGB", (40, 40), "red").save(drawn, format)
    return drawn.getvalue()


def bomb(side: int) -> bytes:
    """A file of a few hundred bytes that says it has this many pixels a side."""
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"")),
        (b"IEND", b""),
    ]
    chunks = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def named(name: str, content: bytes) -> SimpleUploadedFile:
    """A file under a name that no browser would send."""
    file = SimpleUploadedFile("file", content, content_type="text/html")
    file._name = name  # type: ignore[attr-defined]
    return file


def upload(client: Client, model: type[Any], address: str, **form: Any) -> Any:
    """Fill in the form for one file; what was made of it, or None."""
    health = Agency.objects.get(key="health")
    assert health.root_collection is not None
    with tenant_scope(health):
        before = model.objects.count()
        client.post(address, {"title": "T", "collection": health.root_collection.pk, **form})
        return model.objects.order_by("pk").last() if model.objects.count() > before else None


def upload_picture(client: Client, file: Any) -> AgencyImage | None:
    """Fill in the form for one picture."""
    found: AgencyImage | None = upload(client, AgencyImage, "/admin/images/add/", is_decorative="on", file=file)
    return found


def upload_document(client: Client, file: Any) -> AgencyDocument | None:
    """Fill in the form for one document."""
    found: AgencyDocument | None = upload(client, AgencyDocument, "/admin/documents/add/", file=file)
    return found


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", DRAWING),
        ("a.png", DRAWING),
        ("a.png", PAGE),
        ("a.html", PAGE),
        ("a.jpg", picture()),
        (".png", picture()),
        ("bomb.png", bomb(30_000)),
        ("bomb.png", bomb(7_200)),
        ("broken.png", bomb(40)),
        ("broken.gif", b"GIF89a" + PAGE),
        ("half.png", picture()[:-30]),
        ("huge.svg", b"<svg" + b" " * 2_000_000),
    ],
    ids=lambda value: value if isinstance(value, str) else len(value),
)
def test_a_picture_that_is_none_is_refused(name: str, content: bytes, own: Holdings, health_editor: User) -> None:
    assert upload_picture(signed_in(health_editor), named(name, content)) is None


@pytest.mark.parametrize("name", ["../../../etc/evil.png", "/etc/evil.png", "..\\..\\evil.png", "evil.php.png"])
def test_a_picture_lies_in_the_folder_of_its_agency(name: str, own: Holdings, health_editor: User) -> None:
    image = upload_picture(signed_in(health_editor), named(name, picture()))

    assert image is not None
    folder, kind, uid, stored = (image.file.name or "").split("/")
    assert (folder, kind, uid) == (str(own.agency.uid), "images", str(image.uid))
    assert stored.endswith(("evil.png", "evil.php.png"))
    assert ".." not in stored


def test_nothing_that_was_hidden_in_a_picture_is_served(own: Holdings, health_editor: User) -> None:
    client = signed_in(health_editor)
    image = upload_picture(client, named("both.gif", picture("GIF") + PAGE))

    assert image is not None
    served = client.get(image.get_rendition("original").url)
    assert served.headers["Content-Type"] == "image/png"
    assert served.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"script" not in b"".join(served.streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.htm", "a.xml", "a.js", "a.", ".txt"])
def test_what_a_browser_would_run_is_no_document(name: str, own: Holdings, health_editor: User) -> None:
    assert upload_document(signed_in(health_editor), named(name, PAGE)) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.txt", "text/plain"), ("a.html.txt", "text/plain"), ("a.csv", "text/csv"), ("a.PDF", "application/pdf")],
)
def test_a_page_in_disguise_is_not_shown_as_one(name: str, kind: str, own: Holdings, health_editor: User) -> None:
    client = signed_in(health_editor)
    document = upload_document(client, named(name, b"%PDF-1.4\n" + PAGE))

    assert document is not None
    served = sent(client.get(document.url))
    assert served.headers["Content-Type"] == kind
    if kind != "application/pdf":
        assert served.headers["Content-Disposition"].startswith("attachment; ")
    if not served.by_the_store:
        # The store's own host has no cookies and no pages that a script could reach.
        assert served.headers["X-Content-Type-Options"] == "nosniff"
        assert kind == "application/pdf" or served.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_uploads_that_wait_are_their_uploaders_and_to_others_not_there(
    own: Holdings, health_editor: User, transport_editor: User, health_publisher: User
) -> None:
    ajax = {"X-Requested-With": "XMLHttpRequest"}
    theirs = signed_in(transport_editor, "transport.admin.gov.test")
    theirs.post("/admin/images/multiple/add/", {"files[]": named("gate.png", picture())}, headers=ajax)
    waiting = UploadedFile.objects.get()

    for person in (health_editor, health_publisher):
        client = signed_in(person)
        for path in (
            "/admin/images/multiple/create_from_uploaded_image/{}/",
            "/admin/images/multiple/delete_upload/{}/",
        ):
            answers = [client.post(path.format(pk), {}, headers=ajax) for pk in (waiting.pk, 987_654)]
            assert [answer.status_code for answer in answers] == [404, 404]
    assert UploadedFile.objects.get() == waiting
    deleted = theirs.post(f"/admin/images/multiple/delete_upload/{waiting.pk}/", {}, headers=ajax)
    assert (deleted.status_code, UploadedFile.objects.count()) == (200, 0)


def test_files_are_closed_to_other_people_of_the_machine(own: Holdings, tmp_path: Path) -> None:
    read_or_make_key(tmp_path / "data")

    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    for key in (own.image.file.name, own.document.file.name):
        if settings.S3 is None:
            assert stat.S_IMODE((settings.DATA_DIR / "files" / key).stat().st_mode) & 0o007 == 0
        else:
            address = default_storage.url(key).partition("?")[0]
            with pytest.raises(HTTPError, match="403"):
                urlopen(address, timeout=10)  # noqa: S310  the store of this test run
