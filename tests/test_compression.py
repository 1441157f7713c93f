"""What is compressed on its way to the browser."""

import gzip

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from govcms.identity.models import User
from govcms.media.models import AgencyDocument
from tenants.models import Agency
from tests.sent_files import sent

pytestmark = pytest.mark.django_db

HEADERS = {"host": "health.gov.test", "accept-encoding": "gzip"}


def test_a_page_is_compressed_for_a_browser_that_can_read_it_so(client: Client, health: Agency) -> None:
    response = client.get("/", headers=HEADERS)

    assert response.headers["Content-Encoding"] == "gzip"
    assert b"<html" in gzip.decompress(response.content)


def test_a_file_is_sent_as_it_is(client: Client, health: Agency, health_editor: User) -> None:
    words = b"%PDF-1.7 " + b"the same words again and again " * 100
    document = AgencyDocument(title="Plan", collection=health.root_collection)
    document.file.save("plan.pdf", ContentFile(words))
    client.force_login(health_editor)

    response = client.get(f"/documents/{document.uid}/", headers={**HEADERS, "host": "health.admin.gov.test"})

    assert "Content-Encoding" not in response.headers
    assert sent(response).body == words
