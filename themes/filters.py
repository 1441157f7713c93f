"""What components/filters.html narrows a list with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class FilterOption:
    """A value that a list can be narrowed to; without a count none is shown."""

    value: str
    title: str
    count: int | None = None
    selected: bool = False


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """One filter."""

    name: str
    title: str
    kind: Literal["checkboxes", "select"]
    options: tuple[FilterOption, ...]

    def has_choice(self, total: int) -> bool:
        """Whether it can narrow ``total`` results, or does."""
        return any(option.value and (option.selected or option.count != total) for option in self.options)
