"""The tables of search."""

from search.models.entry import Entry
from search.models.outbox import OutboxRow

__all__ = ["Entry", "OutboxRow"]
