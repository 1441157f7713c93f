"""Answer a file of queries with the public search."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from tqdm import tqdm

from search.engine import ENGINES
from search.outbox import wait_until_caught_up
from search.runs import answer_queries, read_queries, write_run
from search.upkeep import chosen_engine
from tenants.management.base import ActionCommand


class Command(ActionCommand):
    """A thin shell over search.runs."""

    help = (
        "Answer each query of a file (first column) with the search across all agencies; writes query, rank, address."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two files."""
        parser.add_argument("queries", type=Path)
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--engine", choices=ENGINES, default="", help="ask this one, not the one in use")

    def act(self, *args: Any, queries: Path, out: Path, engine: str, **options: Any) -> None:
        """Read, answer, write."""
        asked = read_queries(queries)
        wait_until_caught_up()
        chosen = chosen_engine(engine)
        write_run(out, answer_queries(tqdm(asked, desc="Searching", unit="query", disable=None), engine=chosen))
        self.say(f"{len(asked)} queries answered")
