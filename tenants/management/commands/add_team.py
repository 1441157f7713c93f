"""Add a team to an agency."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from tenants.actions import add_team
from tenants.management.base import ActionCommand, find_agency


class Command(ActionCommand):
    """A thin shell over tenants.actions.add_team."""

    help = "Add a team that pages can be given to; a team of that key gets the name and is opened again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which team, whose."""
        parser.add_argument("key", help="What pages name it by: letters, digits, hyphens and underscores.")
        parser.add_argument("--name", required=True, help="What people call it.")
        parser.add_argument("--agency", required=True, metavar="KEY")

    def act(self, *, key: str, name: str, agency: str, **options: Any) -> None:
        """Add the team, or say that it is there."""
        owner = find_agency(agency)
        team, has_changed = add_team(agency=owner, key=key, name=name)
        said = _("%(agency)s has the team %(team)s.") if has_changed else _("%(agency)s has the team %(team)s already.")
        self.say(said % {"agency": owner.name, "team": team.name})
