"""What every search engine can do; the pages and the corpus know no more than this."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from search.query import SearchQuery
from search.results import SearchResults


class EngineUnavailable(Exception):
    """The engine cannot answer now: its index is missing or damaged, or its server is away."""


@dataclass(frozen=True, slots=True)
class Document:
    """An entry as the engine sees it.

    ``version`` rises with each change of the entry, for engines that receive changes out of order.
    """

    uid: UUID
    version: int
    agency: str
    type: str
    topics: tuple[str, ...]
    language: str
    title: str
    summary: str
    body: str
    path: str


class SearchEngine(Protocol):
    """One index of the public corpus.

    The index is derived: it may be dropped at any time and rebuilt from the corpus table.
    """

    def try_lock(self) -> AbstractContextManager[bool]:
        """Hold the right to write, which one process has at a time; yields false at once when another has it."""
        ...

    def is_ready(self) -> bool:
        """Whether there is an index of the current form that can be searched."""
        ...

    def apply(self, *, documents: Iterable[Document], deleted: Iterable[UUID] = ()) -> None:
        """Add or replace ``documents`` and remove ``deleted``, all or nothing; they are found when this returns.

        Call it under the lock. Raises EngineUnavailable.
        """
        ...

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Replace the whole index by ``documents``, searchable throughout; returns how many there are.

        Call it under the lock.
        """
        ...

    def search(self, query: SearchQuery) -> SearchResults:
        """The page of results asked for. Raises EngineUnavailable."""
        ...
