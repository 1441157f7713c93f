"""Turn a feature of an agency on or off."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from tenants.actions import set_feature
from tenants.management.base import ActionCommand, find_agency
from tenants.registry import features


class Command(ActionCommand):
    """A thin shell over tenants.actions.set_feature."""

    help = "Turn a feature of an agency on or off."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which feature, which way, whose."""
        parser.add_argument("key", help=f"One of: {', '.join(sorted(features()))}.")
        parser.add_argument("state", choices=["on", "off"])
        parser.add_argument("--agency", required=True, metavar="KEY")

    def act(self, *, key: str, state: str, agency: str, **options: Any) -> None:
        """Turn it, or say that it is so already."""
        owner = find_agency(agency)
        has_changed = set_feature(agency=owner, key=key, on=state == "on")
        said = {
            ("on", True): _("Turned on for %(agency)s: %(feature)s."),
            ("on", False): _("On for %(agency)s already: %(feature)s."),
            ("off", True): _("Turned off for %(agency)s: %(feature)s."),
            ("off", False): _("Off for %(agency)s already: %(feature)s."),
        }[state, has_changed]
        self.say(said % {"feature": features()[key].name, "agency": owner.name})
