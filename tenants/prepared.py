"""Queries whose SQL is compiled once: the few that every page asks, and that differ only in their values.

Django takes about a millisecond to build and compile such a query, the database a tenth of one to answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import Context
from typing import Any
from uuid import UUID

from django.db import connection, connections
from django.db.models import QuerySet

from tenants.replica import alias_for_read

Values = Sequence[int] | Sequence[str] | Sequence[UUID]

# Above any constant of a query, and within 32 bits: Django drops a condition that no row could meet.
_FIRST_STAND_IN = 2_000_000_000


class Prepared:
    """A query made of lists of values, all of one kind: numbers, texts or UUIDs.

    ``build`` gets the lists and returns a ``values_list``; it may ask of a value only whether it is equal to a column.
    Raises NoTenantScope for a model that belongs to agencies: the first agency asked for would stay in the SQL.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._compiled: dict[tuple[object, ...], tuple[Any, str, list[tuple[int | None, Any]]]] = {}

    def rows(self, *lists: Values) -> list[tuple[Any, ...]]:
        """The rows for these values; one query, none where a list is empty."""
        if not all(lists):
            return []
        padded = [_padded(values) for values in lists]
        key = (connection.vendor, *map(len, padded))
        if key not in self._compiled:
            # In a context of its own, outside any scope: a model that has one refuses.
            self._compiled[key] = Context().run(self._compile, padded)
        compiler, sql, places = self._compiled[key]
        given = [_parameter(value) for values in padded for value in values]
        # The copy, where there is one, speaks the same language.
        with connections[alias_for_read(compiler.query.model._meta.app_label)].cursor() as cursor:
            cursor.execute(sql, [constant if index is None else given[index] for index, constant in places])
            found = cursor.fetchall()
        return list(compiler.results_iter([found], tuple_expected=True))

    def _compile(self, lists: list[Values]) -> tuple[Any, str, list[tuple[int | None, Any]]]:
        """The compiler, which knows how to read the rows, its SQL, and for each parameter the value or the constant."""
        indexes: dict[Any, int] = {}
        stand_ins: list[list[Any]] = []
        for values in lists:
            stand_ins.append([])
            for value in values:
                number = _FIRST_STAND_IN + len(indexes)
                stand_in = _stand_in(value, number)
                indexes[_parameter(stand_in)] = len(indexes)
                stand_ins[-1].append(stand_in)
        compiler = self._build(*stand_ins).query.get_compiler(connection.alias)
        sql, params = compiler.as_sql()
        return compiler, sql, [(indexes.get(param), param) for param in params]


def _stand_in(value: Any, number: int) -> Any:
    match value:
        case str():
            return f"stand-in {number}"
        case UUID():
            return UUID(int=number)
        case _:
            return number


def _parameter(value: Any) -> Any:
    """A value as the database gets it."""
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value


def _padded(values: Values) -> Values:
    """The values, the last repeated until they are 1, 2, 4, 8 …: so there are few lengths to compile for."""
    size = 1 << (len(values) - 1).bit_length()
    return [*values, *[values[-1]] * (size - len(values))]
