"""Let a site answer at another host."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from tenants.actions import add_host
from tenants.addresses import root_url_of
from tenants.management.base import ActionCommand, find_agency


class Command(ActionCommand):
    """A thin shell over tenants.actions.add_host."""

    help = "Let a site of an agency answer at another host, which leads to the primary one; --primary turns it round."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which host, whose."""
        parser.add_argument("host", help="Without scheme and port, such as www.health.example.org.")
        parser.add_argument("--agency", required=True, metavar="KEY")
        parser.add_argument("--site", default="", help="The site's name or a host of it, where there are several.")
        parser.add_argument("--primary", action="store_true", help="Put this host in the site's addresses.")

    def act(self, *, host: str, agency: str, site: str, primary: bool, **options: Any) -> None:
        """Add the host and say where it leads."""
        domain, has_changed = add_host(agency=find_agency(agency), host=host, site=site, primary=primary)
        if not has_changed:
            said = _("%(url)s is an address of %(site)s already.")
        elif domain.is_primary:
            said = _("%(site)s is now at %(url)s; its other hosts lead there.")
        else:
            said = _("%(url)s leads to %(site)s.")
        self.say(said % {"url": root_url_of(domain.host) + "/", "site": domain.agency_site.name})
