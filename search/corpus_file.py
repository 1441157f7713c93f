"""Pages in a file of JSON lines: read one by one, with a sentence about each line that is none."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from tenants.errors import UserError

_GZIP_MAGIC = b"\x1f\x8b"
_SITE = re.compile(r"[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class FilePage:
    """One page of the file; ``url`` is its original address."""

    site: str
    url: str
    title: str
    description: str
    body_text: str
    language: str
    section: tuple[str, ...]
    date: datetime | None


class BadLine(ValueError):
    """A line that is no page; the message says what is wrong with it."""


def read_pages(path: Path, *, report: Callable[[int, str], None]) -> Iterator[FilePage]:
    """The pages of a file of JSON lines, compressed or not.

    ``report`` is told the number of each line that is no page, and what is wrong with it.
    Raises UserError when the file cannot be read.
    """
    try:
        with _open(path) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    try:
                        yield parse_line(line)
                    except BadLine as problem:
                        report(number, str(problem))
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (EOFError, zlib.error) as error:
        raise UserError(f"{path} is damaged: {error}.") from error


def parse_line(line: bytes) -> FilePage:
    """The page that a line describes. Raises BadLine."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        raise BadLine("is not JSON") from None
    if not isinstance(fields, dict):
        raise BadLine("is not a JSON object")
    page = FilePage(
        site=_text(fields, "site").lower(),
        url=_text(fields, "url"),
        title=" ".join(_text(fields, "title").split()),
        description=" ".join(_text(fields, "description").split()),
        body_text=_text(fields, "body_text"),
        language=_text(fields, "lang").lower(),
        section=tuple(part.strip() for part in _text(fields, "section").split(" / ") if part.strip()),
        date=_date(_text(fields, "date")),
    )
    for name in ("title", "site", "url"):
        if not getattr(page, name):
            raise BadLine(f"has no {name}")
    if not _SITE.fullmatch(page.site):
        raise BadLine(f"names a site that is no key: {page.site[:60]!r}")
    return page


def _open(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        is_compressed = file.read(2) == _GZIP_MAGIC
    return gzip.open(path) if is_compressed else path.open("rb")


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadLine(f"has a {name} that is not text")
    # NUL and lone surrogates are legal in JSON and in no database.
    return value.replace("\0", " ").encode("utf-8", "replace").decode("utf-8").strip()


def _date(text: str) -> datetime | None:
    if not text:
        return None
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        # A page without a date is still a page.
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
