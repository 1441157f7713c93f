"""Pictures and files of documents, each on the hosts of its own agency; who may open which is another matter."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from PIL import ExifTags, Image

from govcms.identity.models import User
from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.models import Page
from tenants.models import Agency
from tests.content.conftest import HOST, showing
from tests.factories import DocumentFactory, ImageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db
OTHER = {"host": "transport.gov.test"}
ADMIN = {"host": "health.admin.gov.test"}


@pytest.fixture
def image(health: Agency) -> AgencyImage:
    """A picture of Health."""
    return ImageFactory(agency=health)


def published(agency: Agency, home: Page, **values: Any) -> AgencyDocument:
    """A document that a page of the agency shows."""
    document: AgencyDocument = DocumentFactory(agency=agency, **values)
    StandardPageFactory(parent=home, body=showing(document))
    return document


@pytest.fixture
def document(health: Agency, health_home: Page) -> AgencyDocument:
    """A text of Health that everybody may open."""
    return published(health, health_home)


def test_a_rendition_is_served_for_ever_on_its_agencys_hosts_alone(
    client: Client, image: AgencyImage, transport: Agency, health_editor: User
) -> None:
    url = image.get_rendition("width-32").url

    response = client.get(url, headers=HOST)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/png"
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(url, headers=OTHER).status_code == 404
    client.force_login(health_editor)
    assert client.get(url, headers=ADMIN).status_code == 200


def test_originals_are_not_served(client: Client, image: AgencyImage) -> None:
    assert client.get(f"/media/{image.file.name}", headers=HOST).status_code == 404


def test_who_has_seen_one_size_of_a_picture_does_not_guess_the_others(client: Client, image: AgencyImage) -> None:
    seen = image.get_rendition("width-32").url
    # The admin draws it where an editor opens the picture.
    original = image.get_rendition("original").url

    guessed = seen.replace("width-32", "original")

    secret = re.compile(r"/([0-9a-f]{20})-")
    assert secret.search(seen)
    assert secret.search(original)
    assert guessed != original
    assert client.get(guessed, headers=HOST).status_code == 404
    assert client.get(seen, headers=HOST).status_code == 200


@pytest.mark.parametrize("spec", ["original", "max-20x20", "width-32|format-webp", "fill-20x20|format-jpeg"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_size_of_a_picture_does_not_say_where_it_was_taken(health: Agency, kind: str, spec: str) -> None:
    drawn, exif = BytesIO(), Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "Behind the clinic"
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    Image.new("RGB", (64, 48), "red").save(drawn, kind, exif=exif)
    file = ContentFile(drawn.getvalue(), name=f"picture.{kind.lower()}")
    image = AgencyImage.objects.create(title="A", alt_text="A field", collection=health.root_collection, file=file)

    with image.get_rendition(spec).file.open() as size, image.file.open() as original:
        made, taken = size.read(), original.read()

    assert b"Behind the clinic" in taken
    assert b"Behind the clinic" not in made
    shown = Image.open(BytesIO(made))
    assert not shown.getexif()
    if spec == "original":
        assert shown.size == (48, 64), "upright, though nothing says so any longer"


@pytest.mark.parametrize("path", ["../secret_key", "%2e%2e/secret_key", "x.png", "a%00b.png", "renditions/"])
def test_other_paths_lead_nowhere(client: Client, health: Agency, path: str) -> None:
    assert client.get(f"/media/{path}", headers=HOST).status_code in {400, 404}
    assert client.get(f"/media/{health.uid}/{path}", headers=HOST).status_code in {400, 404}


def test_a_replaced_picture_is_seen_although_browsers_keep_its_sizes_for_good(image: AgencyImage) -> None:
    before = image.get_rendition("width-32").url
    drawn = BytesIO()
    Image.new("RGB", (64, 48), "red").save(drawn, "PNG")
    image.file = ImageFile(BytesIO(drawn.getvalue()), name="picture.png")
    image._set_image_file_metadata()
    image.save()
    image.renditions.all().delete()

    assert AgencyImage.objects.get(pk=image.pk).get_rendition("width-32").url != before


def test_a_document_keeps_its_address_when_its_file_is_replaced(client: Client, document: AgencyDocument) -> None:
    before = client.get(document.url, headers=HOST)
    document.file = ContentFile(b"9 to 6", name="new hours.txt")
    document.save()

    response = client.get(document.url, headers={**HOST, "if-none-match": before.headers["ETag"]})

    assert response.status_code == 200
    assert b"".join(response) == b"9 to 6"
    assert response.headers["Content-Disposition"] == 'attachment; filename="new_hours.txt"'
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_document_is_asked_for_again_each_time_and_sent_once(client: Client, document: AgencyDocument) -> None:
    first = client.get(document.url, headers=HOST)
    again = client.get(document.url, headers={**HOST, "if-none-match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "Cookie" not in first.headers.get("Vary", "")
    assert again.status_code == 304
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize(
    ("filename", "disposition"),
    [
        ("form.pdf", "inline"),
        ("drawing.svg", "attachment"),
        ("page.html", "attachment"),
        ("page.xhtml", "attachment"),
        ("hours.txt", "attachment"),
        ("letter.docx", "attachment"),
        ("who knows", "attachment"),
    ],
)
def test_only_what_can_run_nothing_opens_in_the_browser(
    client: Client, health: Agency, health_home: Page, filename: str, disposition: str
) -> None:
    document = published(health, health_home, filename=filename, content=b"<script>alert(1)</script>")

    response = client.get(document.url, headers=HOST)

    assert response.headers["Content-Disposition"].partition(";")[0] == disposition
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert ("sandbox" in response.headers["Content-Security-Policy"]) is (disposition == "attachment")


def test_a_question_for_the_head_sends_no_body(client: Client, document: AgencyDocument) -> None:
    whole, head = client.get(document.url, headers=HOST), client.head(document.url, headers=HOST)

    assert head.status_code == 200
    assert head.content == b""
    for name in ("Content-Length", "Content-Type", "Content-Disposition", "ETag", "Cache-Control"):
        assert head.headers[name] == whole.headers[name], name


@pytest.mark.parametrize(
    ("asked", "sent", "span"),
    [
        ("bytes=0-6", b"Opening", "bytes 0-6/22"),
        ("bytes=8-", b"hours: 9 to 5.", "bytes 8-21/22"),
        ("bytes=-2", b"5.", "bytes 20-21/22"),
        ("bytes=20-999", b"5.", "bytes 20-21/22"),
        ("bytes=-999", b"Opening hours: 9 to 5.", "bytes 0-21/22"),
    ],
)
def test_a_part_of_a_document_is_sent_alone(
    client: Client, document: AgencyDocument, asked: str, sent: bytes, span: str
) -> None:
    response = client.get(document.url, headers={**HOST, "range": asked})

    assert response.status_code == 206
    assert b"".join(response) == sent
    assert response.headers["Content-Range"] == span
    assert response.headers["Content-Length"] == str(len(sent))
    assert response.headers["Content-Disposition"] == 'attachment; filename="hours.txt"'


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "bytes=5-2", "bytes=-", "lines=1-2", "bytes=a-b"])
def test_what_is_no_single_part_gets_the_whole(client: Client, document: AgencyDocument, asked: str) -> None:
    response = client.get(document.url, headers={**HOST, "range": asked})

    assert response.status_code == 200
    assert b"".join(response) == b"Opening hours: 9 to 5."


@pytest.mark.parametrize("asked", ["bytes=22-", "bytes=-0", "bytes=99-100"])
def test_a_part_beyond_the_end_is_refused_with_the_size(client: Client, document: AgencyDocument, asked: str) -> None:
    response = client.get(document.url, headers={**HOST, "range": asked})

    assert response.status_code == 416
    assert response.headers["Content-Range"] == "bytes */22"


def test_a_part_of_another_version_is_not_put_together_with_this_one(client: Client, document: AgencyDocument) -> None:
    etag = client.get(document.url, headers=HOST).headers["ETag"]

    same = client.get(document.url, headers={**HOST, "range": "bytes=8-", "if-range": etag})
    other = client.get(document.url, headers={**HOST, "range": "bytes=8-", "if-range": '"other"'})

    assert (same.status_code, other.status_code) == (206, 200)


def test_size_and_hash_follow_the_file_whoever_stores_it(document: AgencyDocument) -> None:
    before = document.file_hash
    document.file = ContentFile(b"9 to 6", name="hours.txt")
    document.save()

    assert before
    assert document.file_hash not in {"", before}
    assert document.file_size == 6


def test_a_lost_file_is_not_there(client: Client, document: AgencyDocument) -> None:
    document.file.storage.delete(document.file.name)

    assert client.get(document.url, headers=HOST).status_code == 404
