"""How far the work is, told to whoever waits for it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol


class Bar(Protocol):
    """What shows progress, as tqdm does."""

    def update(self, n: float | None = 1) -> bool | None:
        """So many more are done."""
        ...


class Progress(Protocol):
    """Begins a bar for a part of the work."""

    def __call__(self, what: str, *, unit: str, total: int) -> AbstractContextManager[Bar]:
        """A bar for ``total`` units."""
        ...
