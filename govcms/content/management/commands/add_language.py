"""Give a site of an agency another language."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from govcms.content.languages.adding import add_language
from tenants.errors import UserError
from tenants.management.base import ActionCommand
from tenants.models import AgencySite


class Command(ActionCommand):
    """A thin shell over govcms.content.languages.adding.add_language."""

    help = "Add a language to a site: a draft of its home page, a menu and settings; what is there stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which language, which site."""
        parser.add_argument("language", help="Its code, as fr or ar.")
        parser.add_argument("--host", required=True, help="A host of the site, without port.")

    def act(self, *, language: str, host: str, **options: Any) -> None:
        """Add it."""
        agency_site = AgencySite.objects.filter(domains__host=host.lower()).first()
        if agency_site is None:
            raise UserError(_("No site answers at %(host)s.") % {"host": host[:253]})
        add_language(agency_site=agency_site, language=language)
        told = _("%(site)s has the language %(language)s; readers can choose it once its home page is published.")
        self.say(told % {"site": agency_site.name, "language": language})
