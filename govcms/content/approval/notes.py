"""The words an editor sends along with a page; Wagtail's way from the form to the task has no place for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Longer than anybody writes to a colleague, short enough for an e-mail.
MAX_NOTE = 1_000

_note: ContextVar[str] = ContextVar("approval_note", default="")


@contextmanager
def submitted_with(note: str) -> Iterator[None]:
    """Submit pages with these words."""
    token = _note.set(note.strip()[:MAX_NOTE])
    try:
        yield
    finally:
        _note.reset(token)


def current_note() -> str:
    """The words for what is being submitted; empty when there are none."""
    return _note.get()
