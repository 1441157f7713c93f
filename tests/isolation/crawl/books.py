"""What the database holds of others before and after somebody writes: row by row, table by table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from tests.isolation.crawl.atlas import Atlas
from tests.isolation.crawl.watch import find_ids, find_uids

_WRITING = re.compile(r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
# Nothing of these is of agencies' making.
_IGNORED = {"django_session", "sqlite_sequence", "django_content_type", "identity_signedinsession"}
# Forms as somebody typed them, kept for her alone so that a preview can be drawn: what they name is refused there.
AS_TYPED = {"wagtailadmin_formstate"}


@dataclass
class Books:
    """The rows of others, and what of theirs stands in other rows."""

    others: Sequence[Atlas]
    # By table: the rows of others, and all rows there are.
    _before: dict[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)

    def open(self) -> None:
        """Read every table once."""
        for table in connection.introspection.table_names():
            if table not in _IGNORED:
                self._before[table] = self._read(table)

    @contextmanager
    def writing(self, what: str, findings: list[str]) -> Iterator[None]:
        """Let a request write, look at the tables it wrote, and take everything back."""
        written: set[str] = set()

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            """Remember the table."""
            found = _WRITING.match(sql)
            if found:
                written.add(found[1])
            return execute(sql, params, many, context)

        point = transaction.savepoint()
        with connection.execute_wrapper(note):
            yield
        findings += [f"{what}: {problem}" for table in sorted(written - _IGNORED) for problem in self._problems(table)]
        transaction.savepoint_rollback(point)

    def _problems(self, table: str) -> list[str]:
        if table not in self._before:
            return []
        (theirs_before, before), (theirs, rows) = self._before[table], self._read(table)
        found = [] if theirs == theirs_before else [f"changed rows of others in {table}"]
        if table not in AS_TYPED:
            # Only what was written can refer to something now that did not before.
            text = "\n".join(rows - before - theirs)
            numbers = sorted(n for n in find_ids(text) if any(int(n) in atlas.marks.ids for atlas in self.others))
            uids = sorted(find_uids(text) & {uid for atlas in self.others for uid in atlas.uids})
            found += [f"{table} refers to {trace}" for trace in (numbers + uids)[:3]]
        return found

    def _read(self, table: str) -> tuple[frozenset[str], frozenset[str]]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a table's name
            names = [column[0] for column in cursor.description]
            rows = cursor.fetchall()
        key = next((names.index(name) for name in ("id", "page_ptr_id", "entry_id", "key") if name in names), 0)
        bands = [atlas.marks.ids for atlas in self.others]
        theirs = (row for row in rows if isinstance(row[key], int) and any(row[key] in band for band in bands))
        return frozenset(map(repr, theirs)), frozenset(map(repr, rows))
