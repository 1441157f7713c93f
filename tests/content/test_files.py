"""Pictures and documents, each on the hosts of its own agency."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image
from wagtail.models import CollectionViewRestriction

from govcms.identity.models import User
from govcms.media.models import AgencyDocument, AgencyImage
from tenants.models import Agency
from tests.content.conftest import HOST
from tests.factories import DocumentFactory, ImageFactory

pytestmark = pytest.mark.django_db
OTHER = {"host": "transport.gov.test"}
ADMIN = {"host": "health.admin.gov.test"}


@pytest.fixture
def image(health: Agency) -> AgencyImage:
    """A picture of Health."""
    return ImageFactory(agency=health)


@pytest.fixture
def document(health: Agency) -> AgencyDocument:
    """A text of Health."""
    return DocumentFactory(agency=health)


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
    document.file.save("new hours.txt", ContentFile(b"9 to 6"), save=False)
    document._set_document_file_metadata()
    document.save()

    response = client.get(f"/documents/{document.uid}/", headers=HOST)

    assert b"".join(response) == b"9 to 6"
    assert response.headers["Content-Disposition"] == 'attachment; filename="new_hours.txt"'
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    again = client.get(document.url, headers={**HOST, "if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


def test_a_pdf_opens_in_the_browser(client: Client, health: Agency) -> None:
    document = DocumentFactory(agency=health, filename="form.pdf", content=b"%PDF-1.7")

    response = client.get(document.url, headers=HOST)

    assert response.headers["Content-Disposition"] == 'inline; filename="form.pdf"'


def test_a_document_of_another_agency_or_a_protected_collection_is_not_there(
    client: Client, document: AgencyDocument, transport: Agency, health: Agency
) -> None:
    assert client.get(document.url, headers=OTHER).status_code == 404
    assert client.get(document.url, headers=HOST).status_code == 200

    CollectionViewRestriction.objects.create(
        collection=health.root_collection, restriction_type="password", password="x"
    )

    assert client.get(document.url, headers=HOST).status_code == 404


def test_a_lost_file_is_not_there(client: Client, document: AgencyDocument) -> None:
    document.file.storage.delete(document.file.name)

    assert client.get(document.url, headers=HOST).status_code == 404
