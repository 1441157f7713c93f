"""Kinds of pages that the demo has no use for; made inside the running installation."""

from django.utils import timezone
from wagtail.models import PageViewRestriction

from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.models import Page
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.content.conftest import body_of
from tests.factories import StandardPageFactory


def make(*agency_keys: str) -> None:
    """Below /axe/ of each agency's site: a page with all blocks, a withdrawn one, one behind a password."""
    for agency in Agency.objects.filter(key__in=agency_keys):
        with tenant_scope(agency):
            _make_below(agency.sites.get().site.root_page.specific)


def _make_below(home: Page) -> None:
    parent = StandardPageFactory(parent=home, title="Kinds of pages", slug="axe", summary="What pages can be.")
    image, document = AgencyImage.objects.first(), AgencyDocument.objects.first()
    body = body_of(page=home, image=image, document=document)
    StandardPageFactory(parent=parent, title="Every block once", slug="all-blocks", body=body)
    StandardPageFactory(
        parent=parent,
        title="A scheme that ended",
        slug="withdrawn",
        body=body,
        withdrawn_at=timezone.now(),
        withdrawn_reason="The scheme ended in June.",
        withdrawn_replacement=Page.objects.get(pk=parent.pk),
    )
    restricted = StandardPageFactory(parent=parent, title="For the board", slug="restricted", body=body)
    PageViewRestriction.objects.create(
        page=restricted, restriction_type=PageViewRestriction.PASSWORD, password="correct horse"
    )
