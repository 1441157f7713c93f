"""Fill an installation with many agencies and pages, for measuring."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from govcms.content.site_content.scale import refuse_beside_others, seed_scale
from tenants.management.base import ActionCommand


class Command(ActionCommand):
    """A thin shell over govcms.content.site_content.scale."""

    help = "Make many live agencies with many pages, and people who work in them; what is there stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many."""
        parser.add_argument("--agencies", type=int, default=1_000)
        parser.add_argument("--pages", type=int, default=100_000, help="Of all agencies together.")
        parser.add_argument("--yes", action="store_true", help="Also where there are agencies of other making.")

    def act(self, *, agencies: int, pages: int, yes: bool, **options: Any) -> None:
        """Check, seed, count."""
        if not yes:
            refuse_beside_others()

        def progress(numbers: Iterable[int]) -> Iterable[int]:
            bar: tqdm[int] = tqdm(numbers, desc=_("Seeding"), unit="agency", disable=None)
            return bar

        written = seed_scale(agencies=agencies, pages=pages, progress=progress)
        self.say(
            _("%(agencies)s agencies are there; %(pages)s pages written") % {"agencies": agencies, "pages": written}
        )
