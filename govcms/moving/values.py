"""What SQLite stores, as PostgreSQL reads it; and sums by which two databases can be compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from ipaddress import ip_interface
from typing import Any
from uuid import UUID

Row = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """How values of a type of PostgreSQL are written, and how they look whoever wrote them."""

    written: Callable[[Any], str]
    plain: Callable[[str], str] | None = None


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _truth(value: Any) -> str:
    return "true" if value else "false"


def _hexadecimal(value: Any) -> str:
    return "\\x" + bytes(value).hex()


def _moment(value: Any) -> str:
    found = datetime.fromisoformat(value)
    # Django keeps all times of SQLite in UTC, and does not say so in the value.
    return found.replace(tzinfo=UTC).isoformat() if found.tzinfo is None else found.isoformat()


def _plain_moment(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(UTC).isoformat()


def _plain_json(text: str) -> str:
    # PostgreSQL keeps neither the order of keys nor how a number was written.
    found = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    # The key is one that PostgreSQL would not keep: no text of a page looks like a number.
    return json.dumps(found, sort_keys=True, default=lambda number: {"\0": str(number.normalize())})


_KINDS = {
    "bool": Kind(_truth),
    "uuid": Kind(lambda value: str(UUID(value))),
    "timestamptz": Kind(_moment, _plain_moment),
    "jsonb": Kind(_text, _plain_json),
    "inet": Kind(_text, lambda text: str(ip_interface(text).ip)),
    "bytea": Kind(_hexadecimal),
    "float8": Kind(repr, lambda text: repr(float(text))),
    "numeric": Kind(_text, lambda text: str(Decimal(text).normalize())),
}
_TEXT = Kind(_text)


def kind_of(type_name: str) -> Kind:
    """The kind of a type, as pg_type calls it; whole numbers, dates and texts look alike everywhere."""
    return _KINDS.get(type_name, _TEXT)


@dataclass(slots=True)
class Sum:
    """The number of rows of a table, and a checksum over them that does not ask for their order."""

    kinds: Sequence[Kind] = field(compare=False, repr=False)
    rows: int = 0
    checksum: int = 0

    def add(self, row: Row) -> None:
        """Take a row in."""
        plain = [
            kind.plain(text) if text is not None and kind.plain is not None else text
            for kind, text in zip(self.kinds, row, strict=True)
        ]
        digest = hashlib.sha256(repr(plain).encode()).digest()
        self.checksum = (self.checksum + int.from_bytes(digest)) % 2**256
        self.rows += 1


def as_texts(rows: Iterable[Sequence[Any]], kinds: Sequence[Kind]) -> Iterator[Row]:
    """Rows as SQLite stores them, written as PostgreSQL reads them."""
    writers = [kind.written for kind in kinds]
    for row in rows:
        yield [None if value is None else write(value) for write, value in zip(writers, row, strict=True)]


def copy_line(row: Row) -> str:
    """A row as a line of COPY."""
    return "\t".join("\\N" if text is None else _escaped(text) for text in row) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
