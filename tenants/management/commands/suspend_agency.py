"""Close an agency's sites and admin."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from tenants.actions import suspend_agency
from tenants.management.base import ActionCommand, find_agency


class Command(ActionCommand):
    """A thin shell over tenants.actions.suspend_agency."""

    help = "Close an agency's sites and admin until it is reactivated; nothing is deleted."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which agency."""
        parser.add_argument("key")

    def act(self, *, key: str, **options: Any) -> None:
        """Suspend it; one that is suspended stays so."""
        agency = find_agency(key)
        suspend_agency(agency=agency)
        self.say(_("%(agency)s is suspended.") % {"agency": agency.name})
