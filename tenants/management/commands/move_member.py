"""Move a person from one agency to another."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from tenants.actions import move_member
from tenants.addresses import root_url_of
from tenants.management.base import ActionCommand, find_agency
from tenants.models import Role


class Command(ActionCommand):
    """A thin shell over tenants.actions.move_member."""

    help = "End a person's role in one agency and give her one in another; account, password and preferences stay."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, from where, to where, as what."""
        parser.add_argument("email")
        parser.add_argument("--from", required=True, dest="source", metavar="KEY")
        parser.add_argument("--to", required=True, dest="target", metavar="KEY")
        parser.add_argument("--role", required=True, help=", ".join(Role.values))
        parser.add_argument("--heir", default="", metavar="EMAIL", help="The member who goes on with unfinished work.")

    def act(self, *, email: str, source: str, target: str, role: str, heir: str, **options: Any) -> None:
        """Move the person, or say that she has moved."""
        old, new = find_agency(source), find_agency(target)
        membership, has_changed = move_member(email=email, source=old, target=new, role=role, heir_email=heir)
        said = (
            _("%(email)s has moved from %(old)s to %(new)s, as %(role)s.")
            if has_changed
            else _("%(email)s has moved from %(old)s to %(new)s already, as %(role)s.")
        )
        label = str(membership.get_role_display()).lower()
        self.say(said % {"email": membership.user.email, "old": old.name, "new": new.name, "role": label})
        self.stdout.write(_("Sign-in: %(url)s") % {"url": root_url_of(new.admin_host) + "/"})
