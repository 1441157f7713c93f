"""The reference of a request: one id in its log lines, in its answer and on error pages."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# A proxy in front may have given the request an id already; anything else could write lines of its own into logs.
_SANE = re.compile(r"\A[A-Za-z0-9][A-Za-z0-9._-]{7,63}\Z")

# Read aloud on the telephone: no letter that looks or sounds like another.
_LETTERS = "23456789abcdefghkmnpqrstuvwxyz"
_LENGTH = 12

_reference: ContextVar[str] = ContextVar("request_reference", default="")


def current_reference() -> str:
    """The reference of the request or task being worked on; empty outside any."""
    return _reference.get()


def reference_for(given: str) -> str:
    """The id a client or proxy has ``given``, if it is one, or a new one."""
    if _SANE.match(given):
        return given
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


@contextmanager
def referring_to(reference: str) -> Iterator[None]:
    """Name ``reference`` in everything logged meanwhile."""
    token = _reference.set(reference)
    try:
        yield
    finally:
        _reference.reset(token)
