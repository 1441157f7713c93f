"""Let somebody in again who has lost her telephone, her passkeys and her recovery codes."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from govcms.identity.models import User
from govcms.identity.second_factor import reset_second_factor
from govcms.identity.sessions import end_sessions
from tenants.errors import UserError
from tenants.management.base import ActionCommand


class Command(ActionCommand):
    """A thin shell over govcms.identity.second_factor.reset_second_factor."""

    help = "Remove a person's second factor and sign her out; she signs in with her password and sets it up again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("email")

    def act(self, *, email: str, **options: Any) -> None:
        """Remove it and say what was removed."""
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            raise UserError(_("There is no account with the e-mail address “%(email)s”.") % {"email": email[:80]})
        removed = reset_second_factor(user=user)
        if not removed:
            self.say(_("%(email)s has no second factor; nothing was removed.") % {"email": user.email})
            return
        end_sessions(user=user)
        self.say(
            _("The second factor of %(email)s was removed (%(count)s keys and codes), and she was told by mail.")
            % {"email": user.email, "count": removed}
        )
