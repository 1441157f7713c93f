"""Give a person a role in an agency."""

from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from tenants.actions import add_member
from tenants.addresses import root_url_of
from tenants.invitations import password_link
from tenants.management.base import ActionCommand, find_agency
from tenants.models import Membership, Role
from tenants.sections import find_section


class Command(ActionCommand):
    """A thin shell over tenants.actions.add_member."""

    help = "Give a person a role in an agency; an account is made if there is none. Another role replaces the present."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, where, as what."""
        parser.add_argument("email")
        parser.add_argument("--agency", required=True, metavar="KEY")
        parser.add_argument("--role", required=True, help=", ".join(Role.values))
        parser.add_argument("--name", default="", help="The person's name, for a new account.")
        parser.add_argument(
            "--section", default="", help="The id, or the path on its site, of the page below which the role holds."
        )

    @transaction.atomic
    def act(self, *, email: str, agency: str, role: str, name: str, section: str, **options: Any) -> None:
        """Add the member and say how to get in."""
        owner = find_agency(agency)
        before = set(Membership.objects.filter(agency=owner).values_list("pk", flat=True))
        membership = add_member(email=email, agency=owner, role=role, name=name, section=find_section(owner, section))
        said = (
            _("%(email)s is %(role)s of %(agency)s already.")
            if membership.pk in before
            else _("%(email)s is now %(role)s of %(agency)s.")
        )
        label = membership.get_role_display().lower()
        self.say(said % {"email": membership.user.email, "role": label, "agency": owner.name})
        if membership.user.has_usable_password():
            self.stdout.write(_("Sign-in: %(url)s") % {"url": root_url_of(owner.admin_host) + "/"})
        else:
            self.stdout.write(_("To set a password: %(url)s") % {"url": password_link(membership.user)})
