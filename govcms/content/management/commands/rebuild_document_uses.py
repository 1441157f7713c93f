"""Read again which documents published pages show."""

from typing import Any

from django.utils.translation import ngettext

from govcms.content.document_uses import rebuild
from tenants.management.base import ActionCommand


class Command(ActionCommand):
    """A thin shell over govcms.content.document_uses."""

    help = "Read again which documents published pages show: those, and no others, are public."

    def act(self, *args: Any, **options: Any) -> None:
        """Read, count."""
        count = rebuild()
        self.say(
            ngettext(
                "%(count)s use of a document on a published page.",
                "%(count)s uses of documents on published pages.",
                count,
            )
            % {"count": count}
        )
