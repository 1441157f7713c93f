"""The S3 store is killed while people read, write and upload."""

import json
import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from tests.faults.conftest import complaints, database_of, eventually, parts_down, publish
from tests.faults.services import Services
from tests.faults.visitor import Answer, Visitor
from tests.journeys.installation import Installation

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("faults")]

# What an editor is told beside the file.
_AWAY = "Files cannot be stored at the moment, so nothing was saved. Try again in a few minutes."


def picture(name: str) -> SimpleUploadedFile:
    """A picture to upload."""
    drawn = BytesIO()
    Picture.new("RGB", (800, 600), "green").save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/png")


def letter(name: str) -> SimpleUploadedFile:
    """A document to upload."""
    return SimpleUploadedFile(name, b"Opening hours: 9 to 5.", content_type="text/plain")


def test_readers_and_writers_go_on_without_the_store(
    services: Services, running: Installation, citizen: Visitor, publisher: Visitor, made: dict[str, Any]
) -> None:
    drawn = re.search(r'src="(/media/[^"]+)"', citizen.get("/clinics/").text)
    assert drawn is not None
    files = [drawn[1], f"/documents/{made['document_uid']}/"]
    assert [citizen.get(path).status for path in files] == [200, 200]
    body = {
        "body-count": "1",
        "body-0-type": "image",
        "body-0-order": "0",
        "body-0-id": "",
        "body-0-deleted": "",
        "body-0-value-image": str(made["new_image"]),
        "body-0-value-alt_text": "",
        "body-0-value-caption": "Music every Sunday",
    }

    with services.without("seaweedfs"):
        assert parts_down(citizen) == ("degraded", {"file store"})
        assert citizen.get("/clinics/").status == 200
        answers = [citizen.get(path) for path in files]
        assert [answer.status for answer in answers] == [503, 503]
        assert not any("Traceback" in answer.text for answer in answers)
        # Workers may have drawn it in the meantime.
        with database_of(running) as connection, connection.cursor() as cursor:
            cursor.execute("DELETE FROM media_rendition WHERE image_id = %s", [made["new_image"]])
        slug = publish(publisher, made, "Bandstand without a store", **body)
        page = citizen.get(f"/{slug}/")
        assert (page.status, "Music every Sunday" in page.text) == (200, False)
        for path in ("/admin/images/", "/admin/documents/", f"/admin/pages/{made['page']}/edit/"):
            assert publisher.get(path).status == 200

    eventually(lambda: "Music every Sunday" in citizen.get(f"/{slug}/").text, within_s=10)
    eventually(lambda: [citizen.get(path).status for path in files] == [200, 200], within_s=10)
    assert parts_down(citizen) == ("ok", set())


def test_who_uploads_without_the_store_is_told_and_keeps_what_she_typed(
    services: Services, publisher: Visitor, made: dict[str, Any]
) -> None:
    waiting = _data(_add_several(publisher, "images", picture("waiting.png")))
    describe = f"/admin/images/multiple/create_from_uploaded_image/{waiting['uploaded_file_id']}/"
    described = {
        f"uploaded-image-{waiting['uploaded_file_id']}-{name}": value for name, value in _of_image(made).items()
    }
    image, document = f"/admin/images/{made['image']}/", f"/admin/documents/edit/{made['document']}/"

    with services.without("seaweedfs"):
        forms: list[tuple[str, Mapping[str, Any]]] = [
            ("/admin/images/add/", {**_of_image(made), "file": picture("new.png")}),
            ("/admin/documents/add/", {**_of_document(made), "file": letter("new.txt")}),
            (image, {**_of_image(made), "file": picture("instead.png")}),
            (document, {**_of_document(made), "file": letter("instead.txt")}),
        ]
        for path, form in forms:
            answer = publisher.post(path, form)
            assert (path, answer.status, complaints(answer)) == (path, 200, [_AWAY])
            assert "Typed with care" in answer.text

        for kind, prefix in (("images", "image"), ("documents", "document")):
            form = (
                {**_of_image(made), "file": picture("c.png")}
                if kind == "images"
                else {**_of_document(made), "file": letter("c.txt")}
            )
            chooser = {f"{prefix}-chooser-upload-{name}": value for name, value in form.items()}
            shown = _data(publisher.post(f"/admin/{kind}/chooser/create/", chooser, by_script=True))
            assert _AWAY in shown["htmlFragment"]
            assert "Typed with care" in shown["htmlFragment"]

        assert _data(_add_several(publisher, "images", picture("one.png"))) == {
            "success": False,
            "error_message": _AWAY,
        }
        assert _data(_add_several(publisher, "documents", letter("one.txt"))) == {
            "success": False,
            "error_message": _AWAY,
        }
        again = _data(publisher.post(describe, described, by_script=True))
        assert again["success"] is False
        assert _AWAY in again["form"]
        assert "Typed with care" in again["form"]

    for kind in ("images", "documents"):
        assert "Typed with care" not in publisher.get(f"/admin/{kind}/").text
    eventually(lambda: _data(publisher.post(describe, described, by_script=True))["success"] is True, within_s=10)
    assert publisher.post("/admin/documents/add/", {**_of_document(made), "file": letter("new.txt")}).status == 302
    assert publisher.post(image, {**_of_image(made), "file": picture("instead.png")}).status == 302


def _of_image(made: dict[str, Any]) -> dict[str, Any]:
    return {"title": "Typed with care", "alt_text": "A green field", "collection": str(made["collection"]), "tags": ""}


def _of_document(made: dict[str, Any]) -> dict[str, Any]:
    return {"title": "Typed with care", "collection": str(made["collection"]), "tags": ""}


def _add_several(publisher: Visitor, kind: str, file: SimpleUploadedFile) -> Answer:
    return publisher.post(f"/admin/{kind}/multiple/add/", {"title": "One of several", "files[]": file}, by_script=True)


def _data(answer: Answer) -> dict[str, Any]:
    assert answer.status == 200, answer.text
    found: dict[str, Any] = json.loads(answer.text)
    return found
