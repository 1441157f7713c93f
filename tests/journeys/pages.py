"""Kinds of pages that the demo has no use for; made inside the running installation."""

import json
from datetime import timedelta
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageViewRestriction

from govcms.content.drawing import draw_sizes
from govcms.content.models import Snippet
from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.models import Page
from tenants.actions import create_agency, launch_site
from tenants.models import Agency, AgencySite
from tenants.registry import find_site_template
from tenants.scope import every_agency, tenant_scope
from tests.content.kinds_of_pages import one_of_each
from tests.factories import DocumentFactory, ImageFactory, ListingPageFactory, StandardPageFactory
from tests.journeys.every_block import every_block
from themes.actions import choose_theme


def leave_undrawn() -> None:
    """Take from the worker the pictures of the demo; pages draw the sizes that they wait for."""
    DBTaskResult.objects.filter(task_path=draw_sizes.module_path, status=TaskResultStatus.READY).delete()


def open_wardrobe() -> None:
    """An agency whose site wears what it is given."""
    agency = create_agency(key="wardrobe", name="Wardrobe")
    template = find_site_template("ministry")
    launch_site(agency=agency, name=agency.name, host="wardrobe.localhost", template=template, live=True)


def make(*agency_keys: str) -> None:
    """Below /axe/ of each agency's site: all blocks, one page of each type, a withdrawn one, one behind a password."""
    for agency in Agency.objects.filter(key__in=agency_keys):
        with tenant_scope(agency):
            _make_below(agency.sites.get().site.root_page.specific)


def _make_below(home: Page) -> None:
    parent = StandardPageFactory(parent=home, title="Kinds of pages", slug="axe", summary="What pages can be.")
    images = AgencyImage.objects.filter(agency=home.agency)
    documents = AgencyDocument.objects.filter(agency=home.agency)
    if not images.exists():
        ImageFactory(agency=home.agency, size=(1600, 900))
    if not documents.exists():
        DocumentFactory(agency=home.agency)
    contact = [("contact", {"name": "Reception", "phone": "0800 100 200", "hours": "Monday to Friday, 9 to 5"})]
    snippet = Snippet.objects.create(agency=home.agency, name="Reception of every block", content=contact)
    body = every_block(page=home, images=list(images[:4]), document=documents[0], snippet=snippet)
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
    listing = ListingPageFactory(parent=parent, title="Every type once", slug="types")
    one_of_each(listing, page=home, image=images.first(), document=documents.first())


def list_pages() -> None:
    """Print, as JSON, [host, path, type] of every published page of the demo's sites."""
    with every_agency(reason="journeys"):
        pages = Page.objects.filter(live=True, depth__gt=2).order_by("path").select_related("content_type")
        told = []
        for page in pages:
            parts = page.get_url_parts()
            if parts is not None:
                host = urlsplit(parts[1]).hostname or ""
                told.append([host.removesuffix("localhost").rstrip("."), parts[2], page.content_type.model])
    print(json.dumps(told))  # noqa: T201 - the journey reads it


def wear(preset: str, *keys: str) -> None:
    """Give the sites of these agencies a preset, without colours of their own."""
    for agency in Agency.objects.filter(key__in=keys):
        with tenant_scope(agency):
            for agency_site in AgencySite.objects.filter(agency=agency):
                choose_theme(agency_site=agency_site, preset=preset, tokens={})


def let_days_pass(title: str, *, days: int) -> None:
    """Bring the schedule of the page called ``title`` nearer by ``days``, as if they had gone by."""
    passed = timedelta(days=days)
    with every_agency(reason="journeys"):
        page = Page.objects.get(title=title)
        if page.expire_at:
            Page.objects.filter(pk=page.pk).update(expire_at=page.expire_at - passed)
        for revision in page.revisions.all():
            for field in ("go_live_at", "expire_at"):
                if at := revision.content.get(field):
                    revision.content[field] = (parse_datetime(at) - passed).isoformat()
            if revision.approved_go_live_at:
                revision.approved_go_live_at -= passed
            revision.save(update_fields=["content", "approved_go_live_at"])
