"""Create an agency."""

from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from tenants.actions import create_agency, launch_site
from tenants.addresses import root_url_of
from tenants.management.base import ActionCommand
from tenants.models import Agency, AgencySite
from tenants.registry import find_site_template

# The site of a host given here: a home page, to be filled by hand or by an import.
_EMPTY_SITE = "blank"


class Command(ActionCommand):
    """A thin shell over tenants.actions.create_agency."""

    help = "Create an agency; with --host also an empty site that is not open to the public yet."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who it is, and where."""
        parser.add_argument("key", help="Its short name in hosts: lower-case letters, digits, hyphens.")
        parser.add_argument("--name", required=True, help="Its name as people write it.")
        parser.add_argument("--host", default="", help="The host of its first site, such as health.example.org.")
        parser.add_argument("--area", default="", help="What it is responsible for.")
        parser.add_argument("--time-zone", default="UTC", help="Such as Europe/London.")

    @transaction.atomic
    def act(self, *, key: str, name: str, host: str, area: str, time_zone: str, **options: Any) -> None:
        """Create what is missing and say what was there."""
        existed = Agency.objects.filter(key=key).exists()
        agency = create_agency(key=key, name=name, area=area, time_zone=time_zone)
        said = _("The agency %(name)s exists already.") if existed else _("The agency %(name)s was created.")
        sentences = [said % {"name": agency.name}]
        if host:
            sites = AgencySite.objects.filter(agency=agency).count()
            site = launch_site(agency=agency, name=name, host=host, template=find_site_template(_EMPTY_SITE))
            is_new = AgencySite.objects.filter(agency=agency).count() > sites
            said = _("An empty site was made at %(url)s") if is_new else _("It has a site at %(url)s")
            sentences.append(said % {"url": root_url_of(site.site.hostname) + "/"})
        # Only now: a host that is refused takes the agency back as well.
        for sentence in sentences:
            self.say(sentence)
