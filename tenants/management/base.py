"""What the commands of the platform share: bad input ends in one sentence, never in a stack trace."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from tenants.audit import Kind, acting_as
from tenants.errors import UserError
from tenants.models import Agency


class ActionCommand(BaseCommand):
    """A thin shell over an action; subclasses write ``act``."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Act; turn what a person can mend into one sentence and a non-zero exit."""
        try:
            with acting_as(Kind.COMMAND, reference=self.__module__.rsplit(".", 1)[-1]):
                self.act(**options)
        except UserError as error:
            raise CommandError(str(error)) from error
        except (DatabaseError, OSError) as error:
            # A full disk, a database that is not there or not migrated: actions write all or nothing.
            reason = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
            raise CommandError(_("Nothing could be written: %(reason)s.") % {"reason": reason}) from error

    def act(self, *args: Any, **options: Any) -> None:
        """Do the command's work. Raises UserError for what a person can mend."""
        raise NotImplementedError

    def say(self, sentence: str) -> None:
        """Report what was done."""
        self.stdout.write(self.style.SUCCESS(sentence))


def find_agency(key: str) -> Agency:
    """The agency of that key. Raises UserError when there is none."""
    agency = Agency.objects.filter(key=key).first()
    if agency is None:
        raise UserError(_("There is no agency “%(key)s”.") % {"key": key[:80]})
    return agency
