"""What every search engine can do; the pages and the corpus know no more than this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from search.query import SearchQuery
from search.results import SearchResults
from tenants.errors import Away

NOTHING: Mapping[UUID, int] = MappingProxyType({})


class EngineUnavailable(Away):
    """The engine cannot answer now: its index is missing or damaged, or its server is away."""


@dataclass(frozen=True, slots=True)
class Document:
    """An entry as the engine sees it.

    ``version`` rises with each change of the entry, also where it goes and comes back.
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


class IndexBuild(Protocol):
    """An index beside the one in use, on its way to take its place. It outlives the process that began it."""

    def versions(self) -> Iterator[tuple[UUID, int]]:
        """The entries that it holds by now, each with its version."""
        ...

    def apply(self, *, documents: Iterable[Document], deleted: Mapping[UUID, int] = NOTHING) -> None:
        """Add or replace ``documents`` and remove ``deleted``; a crash afterwards leaves them in it."""
        ...

    def finish(self) -> None:
        """Put it in the place of the index in use, at once; the old one is kept until the next time."""
        ...


class SearchEngine(Protocol):
    """One index of the public corpus.

    The index is derived: it may be dropped at any time and rebuilt from the corpus table. Where the engine cannot
    answer, each method raises EngineUnavailable.
    """

    def try_lock(self) -> AbstractContextManager[bool]:
        """Hold the right to write, which one process has at a time; yields false at once when another has it."""
        ...

    def is_ready(self) -> bool:
        """Whether there is an index of the current form that can be searched."""
        ...

    def versions(self) -> Iterator[tuple[UUID, int]]:
        """The entries that the index in use holds, each with its version."""
        ...

    def apply(self, *, documents: Iterable[Document], deleted: Mapping[UUID, int] = NOTHING) -> None:
        """Add or replace ``documents`` and remove ``deleted``; they are found when this returns.

        With what is deleted comes the last version that is meant: an engine that remembers versions keeps newer ones.
        Call it under the lock. Repeating it changes nothing.
        """
        ...

    def build(self) -> IndexBuild:
        """The new index that an earlier process did not finish, or an empty one. Call it under the lock."""
        ...

    def search(self, query: SearchQuery) -> SearchResults:
        """The page of results asked for."""
        ...
