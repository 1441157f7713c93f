"""End a person's role in an agency."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from tenants.actions import end_membership
from tenants.actions.members import find_heir
from tenants.management.base import ActionCommand, find_agency


class Command(ActionCommand):
    """A thin shell over tenants.actions.end_membership."""

    help = "End a person's role in an agency now; the account and roles elsewhere stay."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, where."""
        parser.add_argument("email")
        parser.add_argument("--agency", required=True, metavar="KEY")
        parser.add_argument("--heir", default="", metavar="EMAIL", help="The member who goes on with unfinished work.")

    def act(self, *, email: str, agency: str, heir: str, **options: Any) -> None:
        """End the membership, or say that it had ended."""
        owner = find_agency(agency)
        ended = end_membership(email=email, agency=owner, heir=find_heir(heir, agency=owner))
        said = (
            _("%(email)s is no longer a member of %(agency)s.")
            if ended
            else _("%(email)s's membership of %(agency)s had ended already.")
        )
        self.say(said % {"email": email.strip().lower(), "agency": owner.name})
