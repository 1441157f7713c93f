"""Take a host from an agency."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from tenants.actions import remove_host
from tenants.management.base import ActionCommand, find_agency


class Command(ActionCommand):
    """A thin shell over tenants.actions.remove_host."""

    help = "Let nothing answer any more at a host of an agency that is not the primary one of its site."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which host, whose."""
        parser.add_argument("host")
        parser.add_argument("--agency", required=True, metavar="KEY")

    def act(self, *, host: str, agency: str, **options: Any) -> None:
        """Remove the host, or say that there is none."""
        owner = find_agency(agency)
        removed = remove_host(agency=owner, host=host)
        said = _("%(host)s was taken from %(agency)s.") if removed else _("%(agency)s has no host %(host)s.")
        self.say(said % {"host": host, "agency": owner.name})
