"""Let an admin of the platform into an agency for a while."""

from datetime import timedelta
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from tenants.actions import enter_agency
from tenants.actions.members import find_account
from tenants.addresses import root_url_of
from tenants.management.base import ActionCommand, find_agency
from tenants.models import Role


class Command(ActionCommand):
    """A thin shell over tenants.actions.enter_agency."""

    help = "Let an admin of the platform into an agency for a while; the agency reads the reason in its log."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, where, why, how long, as what."""
        parser.add_argument("email")
        parser.add_argument("--agency", required=True, metavar="KEY")
        parser.add_argument("--reason", required=True, help="Why; the agency reads it.")
        parser.add_argument("--minutes", type=int, default=60, help="15 to 480; 60 unless told.")
        parser.add_argument("--role", default=Role.VIEWER.value, help=", ".join(Role.values))

    def act(self, *, email: str, agency: str, reason: str, minutes: int, role: str, **options: Any) -> None:
        """Enter, and say until when."""
        owner = find_agency(agency)
        lasts = timedelta(minutes=max(0, min(minutes, 100_000)))
        entry = enter_agency(user=find_account(email), agency=owner, reason=reason, lasts=lasts, role=role)
        assert entry.ends_at is not None
        until = timezone.localtime(entry.ends_at).strftime("%Y-%m-%d %H:%M %Z")
        said = _("%(email)s is in %(agency)s as %(role)s until %(until)s: %(url)s")
        label = str(entry.get_role_display()).lower()
        url = root_url_of(owner.admin_host) + "/"
        self.say(said % {"email": email, "agency": owner.name, "role": label, "until": until, "url": url})
