"""Queries of a file answered by the public search, for measuring how good the answers are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from search.engine import SearchEngine
from search.finding import entries_of, run
from search.query import MAX_QUERY_CHARS, SearchQuery, clean_text
from tenants.errors import UserError

RESULTS_PER_QUERY = 10


def read_queries(path: Path) -> list[str]:
    """The first column of each line that is neither empty nor a comment, each once.

    Raises UserError when the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.") from error
    columns = (line.partition("\t")[0] for line in lines if line.strip() and not line.startswith("#"))
    return list(dict.fromkeys(column for column in columns if column.strip()))


def answer_queries(queries: Iterable[str], *, engine: SearchEngine) -> Iterator[str]:
    """Lines of a run file, the best ten of each query: query, rank, original address or else our own."""
    for query in queries:
        text = clean_text(query)[:MAX_QUERY_CHARS]
        results = run(SearchQuery(text, per_page=RESULTS_PER_QUERY), engine=engine)
        for rank, entry in enumerate(entries_of(results), 1):
            yield f"{query}\t{rank}\t{entry.source_url or entry.url}\n"


def write_run(path: Path, lines: Iterable[str]) -> None:
    """Write a run file, whole or not at all. Raises UserError when it cannot be written."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8") as file:
            file.writelines(lines)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise UserError(f"{path} cannot be written: {error.strerror}.") from error
