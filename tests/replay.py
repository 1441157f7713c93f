"""What tests make again and again is made once in a process; after that its statements are said again.

An agency with its site takes a quarter of a second to make and a few milliseconds to say again. A recording fits only
the state it was made in: the first thing a test makes, or what follows on the same things in the same order.
"""

import re
from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, TypeVar

from django.db import connection, models

ModelT = TypeVar("ModelT", bound=models.Model)

_READS = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE|BEGIN|PRAGMA|SET|EXPLAIN)\b", re.IGNORECASE)
_STATE = (
    "SELECT (SELECT count(*) FROM tenants_agency), (SELECT count(*) FROM identity_user),"
    " (SELECT count(*) FROM pages_page)"
)


class _Statement(NamedTuple):
    sql: str
    params: Any
    many: bool


class _Recording(NamedTuple):
    made: int
    statements: list[_Statement]
    on_commit: list[Any]
    # PostgreSQL takes no number back with a transaction.
    sequences: list[tuple[str, int, bool]]


class Replay:
    """What this process has recorded, and what the test at hand has made so far."""

    def __init__(self) -> None:
        self._recordings: dict[tuple[Hashable, ...], _Recording] = {}
        self._made: tuple[Hashable, ...] = ()
        self._state: tuple[int, ...] = ()
        self._empty: tuple[int, ...] | None = None
        # Statements that were written on the connection since the process began.
        self._writes: list[_Statement] = []
        self._written = 0
        self._written_by_us = 0

    def begin(self) -> None:
        """Begin a test: nothing is made yet, and the database is as migrations left it."""
        if self.hear not in connection.execute_wrappers:
            connection.execute_wrappers.append(self.hear)
        self._made = ()
        self._state = self._empty or ()
        self._written_by_us = self._written

    def hear(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Keep a statement that writes; an execute wrapper of Django's."""
        result = execute(sql, params, many, context)
        if not _READS.match(sql):
            self._written += 1
            self._writes.append(_Statement(sql, list(params) if many else params, many))
        return result

    def make(self, model: type[ModelT], key: Hashable, make: Callable[[], ModelT]) -> ModelT:
        """What ``make`` makes: a row of ``model``. ``key`` says all that it depends on besides the database."""
        if not connection.in_atomic_block:
            return make()
        state = self._read_state()
        if self._empty is None and state[:2] == (0, 0):
            self._empty = self._state = state
        if self._written != self._written_by_us or state != self._state:
            return make()
        path = (*self._made, key)
        recording = self._recordings.get(path)
        if recording is None:
            made = self._record(path, make)
        else:
            self._say_again(recording)
            made = model._base_manager.get(pk=recording.made)
        self._made = path
        self._state = self._read_state()
        self._written_by_us = self._written
        return made

    def _record(self, path: tuple[Hashable, ...], make: Callable[[], ModelT]) -> ModelT:
        self._writes.clear()
        waiting = len(connection.run_on_commit)
        before = _sequences()
        made = make()
        if not any(statement.sql.startswith("ROLLBACK") for statement in self._writes):
            after = _sequences()
            self._recordings[path] = _Recording(
                made.pk,
                list(self._writes),
                connection.run_on_commit[waiting:],
                [(name, *state) for name, state in before.items() if after[name] != state],
            )
        return made

    def _say_again(self, recording: _Recording) -> None:
        with connection.cursor() as cursor:
            for sequence in recording.sequences:
                cursor.execute("SELECT setval(%s, %s, %s)", sequence)
            for statement in recording.statements:
                if statement.many:
                    cursor.executemany(statement.sql, statement.params)
                else:
                    cursor.execute(statement.sql, statement.params)
        savepoints = set(connection.savepoint_ids)
        connection.run_on_commit += [(savepoints, *rest) for _, *rest in recording.on_commit]

    def _read_state(self) -> tuple[int, ...]:
        with connection.cursor() as cursor:
            cursor.execute(_STATE)
            return tuple(cursor.fetchone())


def _sequences() -> dict[str, tuple[int, bool]]:
    """The last number of each sequence, and whether it was given already: what the view of all sequences leaves out."""
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename) FROM pg_sequences")
        names = [name for (name,) in cursor.fetchall()]
        each = (f"SELECT '{name}', last_value, is_called FROM {name}" for name in names)  # noqa: S608 -- our own names
        cursor.execute(" UNION ALL ".join(each))
        return {name: (last, is_called) for name, last, is_called in cursor.fetchall()}


replay = Replay()
