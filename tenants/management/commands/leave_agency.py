"""End the entry of an admin of the platform."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from tenants.actions import leave_agency
from tenants.actions.members import find_account
from tenants.management.base import ActionCommand, find_agency


class Command(ActionCommand):
    """A thin shell over tenants.actions.leave_agency."""

    help = "End the entry of an admin of the platform in an agency before its time."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, where."""
        parser.add_argument("email")
        parser.add_argument("--agency", required=True, metavar="KEY")

    def act(self, *, email: str, agency: str, **options: Any) -> None:
        """Leave, or say that nobody is there."""
        owner = find_agency(agency)
        left = leave_agency(user=find_account(email), agency=owner)
        said = _("%(email)s has left %(agency)s.") if left else _("%(email)s has no entry in %(agency)s.")
        self.say(said % {"email": email, "agency": owner.name})
