"""Fill an installation with the demo."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from govcms.content.site_content.demo import is_demo_unfinished, seed_demo, write_demo_file
from tenants.errors import UserError
from tenants.management.base import ActionCommand


class Command(ActionCommand):
    """A thin shell over govcms.content.site_content.demo."""

    help = "Launch the demo's portal and agencies and write demo.json; what is there stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether an installation that is in use is left alone."""
        parser.add_argument("--if-empty", action="store_true", help="Do nothing where anything but a demo begun is.")

    def act(self, *, if_empty: bool, **options: Any) -> None:
        """Launch, write, count."""
        if if_empty and not is_demo_unfinished():
            return

        def progress(agencies: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
            bar: tqdm[Mapping[str, Any]] = tqdm(agencies, desc=_("Launching"), unit="site", disable=None)
            return bar

        said = seed_demo(progress=progress)
        try:
            file = write_demo_file(said)
        except OSError as error:
            raise UserError(_("demo.json cannot be written: %(reason)s.") % {"reason": error}) from error
        self.say(
            _("%(sites)s sites and %(people)s people are there; %(file)s says how to sign in.")
            % {"sites": len(said["agencies"]), "people": len(said["accounts"]), "file": file}
        )
