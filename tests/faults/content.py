"""What the installation of these tests begins with; made inside it."""

import json
from pathlib import Path

from django.conf import settings

from tenants.models import Agency, Role
from tenants.scope import tenant_scope
from tests.content.conftest import body_of
from tests.factories import AgencyFactory, DocumentFactory, ImageFactory, MemberFactory, StandardPageFactory, launched

PUBLISHER = "publisher@parks.example"
# Asks for links to set a new password.
FORGETFUL = "forgetful@parks.example"
PASSWORD = "correct horse battery"


def make() -> None:
    """Parks and Water with a page of every block each, and two publishers of Parks.

    The ids of what Parks has go to a file.
    """
    made = {}
    for key, name in (("parks", "Parks Agency"), ("water", "Water Board")):
        agency = AgencyFactory(key=key, name=name)
        launched(agency)
        with tenant_scope(agency):
            made[key] = _make_pages(agency)
    parks = Agency.objects.get(key="parks")
    for email in (PUBLISHER, FORGETFUL):
        MemberFactory(email=email, password=PASSWORD, agencies=[parks], role=Role.PUBLISHER)
    Path(settings.DATA_DIR, "made.json").write_text(json.dumps(made["parks"]), encoding="utf-8")


def _make_pages(agency: Agency) -> dict[str, object]:
    home = agency.sites.get().site.root_page.specific
    image = ImageFactory(agency=agency, size=(1600, 900))
    document = DocumentFactory(agency=agency)
    body = body_of(page=home, image=image, document=document)
    page = StandardPageFactory(parent=home, title="Winter clinics", slug="clinics", body=body)
    return {
        "home": home.pk,
        "page": page.pk,
        "image": image.pk,
        # No page shows it yet.
        "new_image": ImageFactory(agency=agency, title="The new bandstand", size=(1500, 800)).pk,
        "document": document.pk,
        "document_uid": str(document.uid),
        "collection": agency.root_collection.pk,
    }
