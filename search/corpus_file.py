"""Pages in a file of JSON lines: read one by one, with a sentence about each line that is none."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tenants.errors import UserError

_GZIP_MAGIC = b"\x1f\x8b"
MAX_URL_CHARS = 1_000
# The page tree ends at 63 levels; no site that people can find their way in comes near.
MAX_SECTION_LEVELS = 40
# A site becomes a key and a label of a host.
_SITE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,33}[a-z0-9])?")


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
    with _readable(path) as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield parse_line(line)
                except BadLine as problem:
                    report(number, str(problem))


def count_lines(path: Path) -> int:
    """How many lines the file has. Raises UserError when it cannot be read."""
    with _readable(path) as file:
        return sum(1 for _line in file)


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
    if len(page.url) > MAX_URL_CHARS:
        raise BadLine(f"has an address of more than {MAX_URL_CHARS} characters")
    if len(page.section) > MAX_SECTION_LEVELS:
        raise BadLine(f"has a section of more than {MAX_SECTION_LEVELS} levels")
    if not _SITE.fullmatch(page.site):
        raise BadLine(f"names a site that is no key: {page.site[:60]!r}")
    return page


@contextmanager
def _readable(path: Path) -> Iterator[Iterable[bytes]]:
    try:
        with path.open("rb") as stored:
            is_compressed = stored.read(len(_GZIP_MAGIC)) == _GZIP_MAGIC
            stored.seek(0)
            yield gzip.GzipFile(fileobj=stored) if is_compressed else stored
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (EOFError, zlib.error) as error:
        raise UserError(f"{path} is damaged: {error}.") from error


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
