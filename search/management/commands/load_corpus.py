"""Load pages of a JSON-lines file as live pages of agencies."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from tqdm import tqdm

from search.corpus_file import count_lines, read_pages
from search.loading import CorpusLoader
from search.outbox import wait_until_caught_up
from tenants.management.base import ActionCommand


class Command(ActionCommand):
    """A thin shell over search.loading."""

    help = (
        "Load a file of JSON lines (.gz too): each site becomes an agency with a live site, each line a published page."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def act(self, *args: Any, file: Path, **options: Any) -> None:
        """Read, write, index."""
        left_out = 0
        loader = CorpusLoader()

        def report(number: int, problem: str) -> None:
            nonlocal left_out
            left_out += 1
            self.stderr.write(f"Line {number} {problem}; it was left out.")

        pages = read_pages(file, report=report)
        loader.load(tqdm(pages, total=count_lines(file), desc="Loading", unit="page", disable=None))
        wait_until_caught_up(timeout_s=600)
        counts = loader.counts
        self.say(
            f"{counts.total} pages loaded: {counts.new} new, {counts.changed} changed, {counts.same} the same;"
            f" {left_out} lines left out"
        )
