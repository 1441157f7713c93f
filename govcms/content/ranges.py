"""Parts of files: PDF readers open a long document in the middle, and broken downloads go on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

# One part; several at once are answered with the whole, as HTTP allows.
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class Unsatisfiable(Exception):
    """The part asked for lies beyond the end of the file."""


@dataclass(frozen=True, slots=True)
class Part:
    """From the byte ``first`` to the byte ``last``, both included."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many bytes."""
        return self.last - self.first + 1


def requested_part(request: HttpRequest, *, size: int, etag: str) -> Part | None:
    """The part of a file of ``size`` bytes that is asked for; None for the whole.

    Raises Unsatisfiable for a part beyond the end.
    """
    match = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if match is None or match.groups() == ("", "") or request.method != "GET":
        return None
    # Whoever has the beginning of another version of the file gets the whole of this one.
    if request.headers.get("If-Range", etag) != etag:
        return None
    start, end = match.groups()
    if not start:
        first, last = max(size - int(end), 0), size - 1
    else:
        first, last = int(start), min(int(end), size - 1) if end else size - 1
        if end and int(end) < int(start):
            return None
    if first > last:
        raise Unsatisfiable
    return Part(first, last)


class PartOfFile:
    """A part of an open file, read as if it were all of it."""

    def __init__(self, content: Any, part: Part) -> None:
        content.seek(part.first)
        self._content = content
        self._left = part.size

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes; none at the end of the part."""
        wanted = self._left if size < 0 else min(size, self._left)
        read: bytes = self._content.read(wanted) if wanted else b""
        self._left -= len(read)
        return read

    def close(self) -> None:
        """Close the file."""
        self._content.close()
