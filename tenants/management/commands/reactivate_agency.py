"""Open a suspended agency again."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from tenants.actions import reactivate_agency
from tenants.management.base import ActionCommand, find_agency


class Command(ActionCommand):
    """A thin shell over tenants.actions.reactivate_agency."""

    help = "Open a suspended agency's sites and admin again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which agency."""
        parser.add_argument("key")

    def act(self, *, key: str, **options: Any) -> None:
        """Reactivate it; one that is live stays so."""
        agency = find_agency(key)
        reactivate_agency(agency=agency)
        self.say(_("%(agency)s is live.") % {"agency": agency.name})
