"""Launch an agency's site from a site template."""

from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from tenants.actions import create_agency, ensure_platform, launch_site
from tenants.addresses import root_url_of
from tenants.management.base import ActionCommand
from tenants.models import PLATFORM_KEY, Agency, AgencySite
from tenants.registry import find_site_template


class Command(ActionCommand):
    """A thin shell over tenants.actions.launch_site."""

    help = "Launch a site of an agency from a site template; the agency is created if it is new."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose site, where, from what."""
        parser.add_argument("--agency", required=True, metavar="KEY")
        parser.add_argument("--name", required=True, help="The name of the site, and of the agency if it is new.")
        parser.add_argument("--host", required=True, help="Without scheme and port, such as health.example.org.")
        parser.add_argument("--template", required=True, metavar="KEY", help="The site template to start from.")
        parser.add_argument("--preset", default="", metavar="KEY", help="A theme other than the template's.")
        parser.add_argument("--live", action="store_true", help="Open the agency to the public.")

    @transaction.atomic
    def act(self, *, agency: str, name: str, host: str, template: str, preset: str, live: bool, **options: Any) -> None:
        """Create what is missing and print the address."""
        site_template = find_site_template(template)
        owner = Agency.objects.filter(key=agency).first()
        if owner is None:
            owner = ensure_platform(name=name) if agency == PLATFORM_KEY else create_agency(key=agency, name=name)
        before = set(AgencySite.objects.filter(agency=owner).values_list("pk", flat=True))
        site = launch_site(agency=owner, name=name, host=host, template=site_template, preset=preset, live=live)
        url = root_url_of(site.site.hostname) + "/"
        owner.refresh_from_db()
        said = _("%(name)s has a site already: %(url)s") if site.pk in before else _("%(name)s has a new site: %(url)s")
        self.say(said % {"name": owner.name, "url": url})
        if owner.status != Agency.Status.LIVE:
            self.stdout.write(_("It is not open to the public yet; repeat the command with --live to open it."))
