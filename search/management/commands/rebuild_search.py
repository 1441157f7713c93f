"""Make the search index anew from the published pages."""

from __future__ import annotations

from typing import Any

from tqdm import tqdm

from search.engine import get_engine
from search.rebuilding import rebuild
from search.upkeep import when_ours
from tenants.management.base import ActionCommand


class Command(ActionCommand):
    """A thin shell over search.rebuilding."""

    help = (
        "Build a new search index from the published pages and put it in the place of the old one, which answers until"
        " then and is kept. Stopped half-way, it goes on from there the next time."
    )

    def act(self, *args: Any, **options: Any) -> None:
        """Build under the lock."""
        with tqdm(desc="Indexing", unit="entry", disable=None) as bar:
            written = when_ours(get_engine(), lambda engine: rebuild(engine, bar=bar))
        self.say(f"{written} entries written; the new index answers now")
