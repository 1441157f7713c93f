"""Compare the search index with the published pages, and mend it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from tqdm import tqdm

from search.engine import get_engine
from search.models import Entry
from search.outbox import wait_until_caught_up
from search.rebuilding import differences, mend
from search.upkeep import when_ours
from tenants.management.base import ActionCommand


class Command(ActionCommand):
    """A thin shell over search.rebuilding."""

    help = "Compare the search index with the published pages, entry by entry, and write what differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to mend."""
        parser.add_argument(
            "--report-only", action="store_true", help="change nothing, and end with an error where anything differs"
        )

    def act(self, *args: Any, report_only: bool, **options: Any) -> None:
        """Compare once the index has heard of everything, then mend under the lock."""
        engine = get_engine()
        wait_until_caught_up()
        found = differences(engine)
        if not found:
            self.say(f"No difference: the index holds the {Entry.objects.count()} entries of the published pages")
            return
        said = (
            f"{len(found.missing)} entries are missing in the index, {len(found.outdated)} are outdated,"
            f" {len(found.gone)} are of pages that are gone"
        )
        if report_only:
            raise CommandError(f"{said}.")
        with tqdm(desc="Mending", unit="entry", disable=None) as bar:
            left = when_ours(engine, lambda engine: mend(engine, found, bar=bar))
        if left:
            raise CommandError(f"{said}; {len(left)} of them could not be mended.")
        self.say(f"{said}; all are mended")
