"""Publications as the editor makes them; made inside the installation, by as many processes as there are agencies."""

import sys

from django.db import transaction

from govcms.content.models import StandardPage
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.factories import StandardPageFactory

# Each process of two publishes five hundred times.
PAGES = 50
TIMES = 10


def publish(key: str) -> None:
    """Publish pages of an agency, all of them ten times, and say so after each time."""
    agency = Agency.objects.get(key=key)
    with tenant_scope(agency):
        home = agency.sites.get().site.root_page.specific
        pages = [StandardPageFactory(parent=home, title=f"Notice {number}") for number in range(PAGES)]
        for time in range(TIMES):
            for page in pages:
                _publish_page(page, title=f"Notice {page.pk} for the {time}th time")
            sys.stdout.write(f"{key} {time}\n")
            sys.stdout.flush()


@transaction.atomic
def _publish_page(page: StandardPage, *, title: str) -> None:
    page.title = title
    page.save_revision(clean=False).publish()
