"""Hand a page and all below it to another agency."""

from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from govcms.content.handover import hand_over_pages
from govcms.pages.models import Page
from tenants.addresses import address_map, current_version
from tenants.errors import UserError
from tenants.management.base import ActionCommand, find_agency
from tenants.models import Domain


class Command(ActionCommand):
    """Thin shell over the action."""

    help = "Hand a page and all below it to another agency; files it uses are copied, links stay whole."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the page, the agency and the new place."""
        parser.add_argument("page", help="the number of the page, or its public address")
        parser.add_argument("--to", required=True, metavar="AGENCY", help="the key of the agency that takes it")
        parser.add_argument(
            "--below", metavar="PAGE", default="", help="the page to put it below; the home page if left out"
        )

    def act(self, *, page: str, to: str, below: str, **options: Any) -> None:
        """Find, hand over, and tell the new address."""
        found, agency = find_page(page), find_agency(to)
        changed = hand_over_pages(page=found, to=agency, below=find_page(below) if below else None)
        found = Page.objects.get(pk=found.pk)
        words = {"title": found.title, "agency": agency.name, "address": found.full_url or _("no address")}
        if changed:
            self.say(_("%(title)s belongs to %(agency)s now: %(address)s") % words)
        else:
            self.say(_("%(title)s belongs to %(agency)s already: %(address)s") % words)


def find_page(words: str) -> Page:
    """The page of that number or public address. Raises UserError when there is none."""
    page = Page.objects.filter(pk=int(words), depth__gt=2).first() if words.isdigit() else _page_at(words)
    if page is None:
        raise UserError(_("There is no page “%(words)s”.") % {"words": words[:200]})
    return page


def _page_at(address: str) -> Page | None:
    parts = urlsplit(address if "//" in address else f"//{address}")
    domain = Domain.objects.select_related("agency_site__site").filter(host=(parts.hostname or "").lower()).first()
    if domain is None:
        return None
    address_map.check(current_version())
    steps = parts.path.strip("/")
    if not steps:
        home: Page = domain.agency_site.site.root_page
        return home
    candidates = Page.objects.filter(agency=domain.agency_site.agency_id, slug=steps.rpartition("/")[2])
    return next((page for page in candidates if (page.get_url_parts() or ("", "", ""))[2] == f"/{steps}/"), None)
