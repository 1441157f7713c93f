"""What a search engine answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that matches, by its uid: what is shown of it comes from the corpus table."""

    uid: UUID
    score: float


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many results a filter's value would leave."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of hits, how many there are in all, and the counts beside the filters.

    ``facets`` maps ``agency``, ``type``, ``topic`` and ``language`` to their values, most frequent first.
    ``terms`` are the stems that were looked for, to be highlighted, each with the number of the word it stands for.
    ``corrections`` maps words that no page contains to the words looked for instead. ``is_complete`` is false when
    the engine was down and only titles were searched.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: dict[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    terms: dict[str, int] = field(default_factory=dict)
    corrections: dict[str, str] = field(default_factory=dict)
    is_complete: bool = True
