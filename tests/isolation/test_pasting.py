"""Pasting a document: pictures go into the agency's own library, by those who may fill it."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from PIL import Image as Picture

from govcms.identity.models import User
from govcms.media.models import AgencyImage
from tenants.scope import tenant_scope
from tests.content.test_pasting import PASTED
from tests.content.word_files import packed, parts
from tests.isolation.admin_urls import ADMIN_URLCONF
from tests.isolation.conftest import Holdings, signed_in

PASTE = reverse("paste", urlconf=ADMIN_URLCONF)
FILE = reverse("paste_file", urlconf=ADMIN_URLCONF)
PICTURE = reverse("paste_picture", urlconf=ADMIN_URLCONF)


def drawn(name: str = "picture.png") -> SimpleUploadedFile:
    """A picture as the dialogue sends it."""
    file = BytesIO()
    Picture.new("RGB", (60, 40), "navy").save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue(), content_type="image/png")


def test_a_document_becomes_what_the_editor_inserts(own: Holdings, health_editor: User):
    client = signed_in(health_editor)

    answer = client.post(PASTE, {"html": (PASTED / "word.txt").read_text()}).json()

    assert [block["type"] for block in answer["blocks"]] == [
        "heading", "rich_text", "heading", "table", "image", "rich_text",
    ]  # fmt: skip
    assert all(block["id"] for block in answer["blocks"])
    assert "Identity card" in answer["preview"]
    assert answer["pictures"] == [{"number": 0, "block": 4, "alt": "A red bus at a stop"}]
    assert client.get(PASTE).status_code == 405
    empty = client.post(PASTE, {"html": ""})
    assert (empty.status_code, "nothing" in empty.json()["error"]) == (422, True)


@pytest.mark.parametrize(
    ("person", "status"), [("health_editor", 422), ("health_publisher", 422), ("health_viewer", 403)]
)
def test_only_those_who_write_pages_paste(person: str, status: int, own: Holdings, request: pytest.FixtureRequest):
    client = signed_in(request.getfixturevalue(person))

    assert client.post(PASTE, {"html": ""}).status_code == status
    assert client.post(FILE, {"file": SimpleUploadedFile("rules.docx", b"MZ")}).status_code == status


def test_a_file_of_word_is_read_for_those_who_write_pages_of_the_agency(own: Holdings, health_editor: User):
    def sent(host: str = "health.admin.gov.test") -> HttpResponse:
        file = SimpleUploadedFile("rules.docx", packed(parts()))
        return signed_in(health_editor, host).post(FILE, {"file": file})

    assert "Who can apply" in sent().json()["html"]
    assert sent("transport.admin.gov.test").status_code in {403, 404}


def test_a_picture_that_the_library_has_is_used_again(own: Holdings, foreign: Holdings, health_editor: User):
    client = signed_in(health_editor)

    def sent(**words: str) -> dict[str, Any]:
        return client.post(PICTURE, {"title": "Bus", "file": drawn(), **words}).json()["value"]

    first = sent(alt_text="A bus")
    again, other, decorative = sent(alt_text="A bus"), sent(alt_text="The new bus"), sent(is_decorative="on")

    assert [each["image"]["id"] for each in (again, other)] == [first["image"]["id"]] * 2
    # What it shows here is said here.
    assert [each["alt_text"] for each in (first, again, other)] == [None, None, "The new bus"]
    # One whose words are in the library would be read out.
    assert decorative["image"]["id"] != first["image"]["id"]
    assert AgencyImage.objects.filter(title="Bus").count() == 2


def test_nobody_is_told_of_a_picture_of_another_agency(own: Holdings, foreign: Holdings, health_editor: User):
    with tenant_scope(foreign.agency):
        foreign.image.get_file_hash()
        foreign.image.file.open()
        same = SimpleUploadedFile("bus.png", foreign.image.file.read(), content_type="image/png")

    # Her agency's own is of the same content.
    AgencyImage.objects.update(file_hash="")
    answer = signed_in(health_editor).post(PICTURE, {"title": "Bus", "alt_text": "A bus", "file": same})

    made = AgencyImage.objects.get(title="Bus")
    assert (made.agency, answer.json()["value"]["image"]["id"]) == (own.agency, made.pk)


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"alt_text": "A bus"}, ""),
        ({"is_decorative": "on"}, ""),
        ({}, "decorative"),
        ({"alt_text": "A bus", "file": SimpleUploadedFile("x.png", b"no picture", content_type="image/png")}, "image"),
        ({"alt_text": "A bus", "file": None}, "required"),
    ],
)
def test_a_picture_of_it_goes_into_the_library_with_its_words(
    sent: dict[str, object], problem: str, own: Holdings, foreign: Holdings, health_editor: User
):
    before = set(AgencyImage.objects.values_list("pk", flat=True))
    # A collection of others is refused by the form, which lists the agency's own.
    data = {"title": "Bus", "file": drawn(), **sent}

    answer = signed_in(health_editor).post(PICTURE, {name: value for name, value in data.items() if value})

    made = AgencyImage.objects.exclude(pk__in=before)
    if problem:
        assert (answer.status_code, made.count()) == (422, 0)
        assert problem in answer.json()["error"].lower()
    else:
        assert made.get().agency == own.agency
        assert answer.json()["value"]["image"]["id"] == made.get().pk


def test_nobody_fills_anothers_library_nor_without_the_right(
    own: Holdings, foreign: Holdings, health_editor: User, health_viewer: User
):
    theirs = {"title": "Bus", "alt_text": "A bus", "collection": foreign.collection.pk}

    assert signed_in(health_editor).post(PICTURE, {**theirs, "file": drawn()}).status_code == 422
    assert signed_in(health_viewer).post(PICTURE, {**theirs, "file": drawn()}).status_code == 403
    assert signed_in(health_editor, "transport.admin.gov.test").post(PICTURE, {"file": drawn()}).status_code in {
        403,
        404,
    }
    assert AgencyImage.objects.filter(title="Bus").count() == 0
