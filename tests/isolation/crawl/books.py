"""What the database and the stores hold before and after somebody writes: row by row, file by file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.test import TestCase

from tests.isolation.crawl.atlas import Atlas
from tests.isolation.crawl.shelf import Shelf, shelf
from tests.isolation.crawl.watch import find_ids, find_uids

_WRITING = re.compile(r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
# A session is its holder's own. A form that somebody typed is kept for her alone, so that a preview can be drawn; what
# it names is refused there.
_NOBODYS = {"django_session", "wagtailadmin_formstate"}


@dataclass
class Books:
    """All rows and files; whatever gives others away in them has to stay as it is, and nothing may join it."""

    others: Sequence[Atlas]
    _rows: dict[str, frozenset[str]] = field(default_factory=dict)
    _shelf: Shelf = field(default_factory=shelf)
    _digests: dict[str, str] = field(default_factory=dict)
    _files: dict[str, bytes] = field(default_factory=dict)

    def open(self) -> None:
        """Read every table and every file once."""
        tables = set(connection.introspection.table_names()) - _NOBODYS
        self._rows = {table: _rows_of(table) for table in tables}
        self._digests = self._shelf.digests()
        self._files = {name: self._shelf.read(name) for name in self._digests}

    @contextmanager
    def writing(self, line: str, sent: str, findings: list[str]) -> Iterator[None]:
        """Let a request write, look at what it wrote, and take everything back; what was ``sent`` may be stored."""
        tables: set[str] = set()

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            """Remember the table."""
            found = _WRITING.match(sql)
            if found:
                tables.add(found[1])
            return execute(sql, params, many, context)

        point = transaction.savepoint()
        with connection.execute_wrapper(note), TestCase.captureOnCommitCallbacks(execute=True):
            yield
        transaction.set_rollback(False)
        problems = [problem for table in sorted(tables) for problem in self._changed_rows(table, sent)]
        transaction.savepoint_rollback(point)
        # Files have rows; those that change without one are found in the end.
        if tables - _NOBODYS:
            problems += self._changed_files()
        findings += [f"{line}: {problem}" for problem in problems]

    def close(self) -> list[str]:
        """What became of files by requests that wrote no row."""
        return [f"in the end: {problem}" for problem in self._changed_files()]

    def _changed_rows(self, table: str, sent: str) -> list[str]:
        before = self._rows.get(table)
        if before is None:
            return []
        after = _rows_of(table)
        gone = {trace for row in before - after for trace in self._traces(row)}
        new = {trace for row in after - before for trace in self._traces(row)}
        # Ids are refused, so none may be stored; words that were sent are the sender's own.
        new -= {trace for trace in new if trace.isalpha() and trace in sent}
        return [
            *([f"changed rows of others in {table}, with {sorted(gone)[:3]}"] if gone else []),
            *([f"{table} refers to {sorted(new)[:3]}"] if new else []),
        ]

    def _changed_files(self) -> list[str]:
        """Note changed files of others, and put all back: the rows that name them are back too."""
        there = self._shelf.digests()
        changed = [name for name, digest in self._digests.items() if there.get(name) != digest]
        made = there.keys() - self._digests.keys()
        for name in changed:
            self._shelf.put(name, self._files[name])
        for name in made:
            self._shelf.remove(name)
        return [
            *(f"changed {name}" for name in changed if self._traces(name)),
            *(f"made {name}" for name in made if self._traces(name)),
        ]

    def _traces(self, text: str) -> set[str]:
        """What in this text is others'."""
        found = {uid for uid in find_uids(text) if any(uid in atlas.all_uids for atlas in self.others)}
        found |= {number for number in find_ids(text) if any(int(number) in atlas.marks.ids for atlas in self.others)}
        return found | {word for atlas in self.others for word in atlas.marks.words if word in text}


def _rows_of(table: str) -> frozenset[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a table's name
        return frozenset(map(repr, cursor.fetchall()))
