"""What is asked of a search engine."""

from __future__ import annotations

from dataclasses import dataclass

MAX_QUERY_CHARS = 200
# An engine collects every hit before the page asked for, so pages have an end.
MAX_PAGE = 100

FILTERS = ("agency", "type", "topic", "language")


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One question: words, filters and the page of results wanted.

    ``agencies`` holds uids; an empty filter means no filter. Within a filter any value may match, between filters
    all must.
    ``language`` is the one that the words are probably written in; ``counted`` names the filters whose values are
    counted.
    """

    text: str
    agencies: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    page: int = 1
    per_page: int = 10
    language: str = "en"
    counted: tuple[str, ...] = FILTERS

    @property
    def offset(self) -> int:
        """How many hits lie before the page asked for."""
        return (min(max(self.page, 1), MAX_PAGE) - 1) * self.per_page


def clean_text(raw: str) -> str:
    """What somebody typed or pasted, as one line without control characters and broken characters."""
    text = raw.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
