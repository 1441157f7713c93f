"""Carries the rows of a SQLite database over to PostgreSQL: all of them, or none.

One transaction writes everything. Whoever dies on the way leaves the new database as empty as it was, and begins anew;
what is there afterwards was read again and compared, row by row.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DataError, IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from govcms.identity.models import User
from govcms.moving.progress import Bar, Progress
from govcms.moving.source import Database, Installation
from govcms.moving.values import Row, Sum, as_texts, copy_line, kind_of
from tenants.audit import record
from tenants.errors import UserError
from tenants.locks import try_lock
from tenants.models import Agency
from tenants.scope import every_agency
from tenants.triggers.exemptions import without_rules

# How many rows are in memory, and sent to the server, at once: the longest hold a page's whole text.
_BATCH = 500
# Made anew from what was carried, since each database keeps it in a form of its own.
_DERIVED_APP = "wagtailsearch"
_REASON = "an installation is carried over"


@dataclass(frozen=True, slots=True)
class Carried:
    """What the new database has from the old one."""

    tables: int
    rows: int


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    columns: Sequence[str]
    types: Sequence[str]
    # The column whose numbers the database gives; empty where the rows bring their own keys.
    numbered: str

    @property
    def quoted_columns(self) -> str:
        return ", ".join(map(_quoted, self.columns))

    def new_sum(self) -> Sum:
        return Sum([kind_of(name) for name in self.types])


def carry_database(old: Installation, *, progress: Progress) -> Carried | None:
    """Make the database of the settings, migrated and empty, what the old one is; None where it was done before.

    Raises UserError for what a person can mend; nothing has changed then.
    """
    if connection.vendor != "postgresql":
        raise UserError(_("DATABASE_URL names no PostgreSQL server."))
    with try_lock("move_up") as is_ours:
        if not is_ours:
            raise UserError(_("Another process is moving an installation to this database."))
        _check_migrated()
        with old.database_alone() as source:
            _check_same_version(source)
            if _was_carried(source):
                return None
            _check_empty()
            with without_rules(connection, reason=_REASON), every_agency(reason=_REASON):
                carried = _carry(source, progress)
    with connection.cursor() as cursor:
        # How to read tables that were empty a moment ago; by itself the server learns it in a minute or more.
        cursor.execute("ANALYZE")
    return carried


def _check_migrated() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise UserError(_("The new database is not migrated; run manage.py migrate first."))


def _check_same_version(source: Database) -> None:
    executor = MigrationExecutor(connection)
    differing = sorted(source.migrations() ^ executor.loader.applied_migrations.keys())
    if differing:
        app, name = differing[0]
        raise UserError(
            _(
                "The old installation is of another version: %(number)s migrations differ, such as %(name)s."
                " Bring it to this version first, with manage.py migrate."
            )
            % {"number": len(differing), "name": f"{app}.{name}"}
        )


def _was_carried(source: Database) -> bool:
    """Uids are given once, so whoever has one of the old installation's came from there."""
    for model in (Agency, User):
        if model._base_manager.filter(uid__in=source.uids(model._meta.db_table)).exists():
            return True
    return False


def _check_empty() -> None:
    for model in (Agency, User):
        if number := model._base_manager.count():
            raise UserError(
                _("The new database is not empty: it has %(number)s %(things)s. Name an empty one.")
                % {"number": number, "things": model._meta.verbose_name_plural}
            )


def _carry(source: Database, progress: Progress) -> Carried:
    names = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    derived = {model._meta.db_table for model in apps.get_app_config(_DERIVED_APP).get_models()}
    tables = [_table(name) for name in sorted(names - derived)]
    _check_columns(source, tables)
    _execute(f"TRUNCATE {', '.join(map(_quoted, sorted(names)))}")
    total = sum(source.count(table.name) for table in tables)
    with progress(_("Carrying rows"), unit="row", total=total) as bar:
        sums = {table.name: _copy(source, table, bar) for table in tables}
    _go_on_numbering(tables, source.last_keys())
    with progress(_("Comparing rows"), unit="row", total=total) as bar:
        differing = [table.name for table in tables if _read_again(table, bar) != sums[table.name]]
    if differing:
        raise UserError(
            _("The new database did not keep what was written to %(tables)s.") % {"tables": ", ".join(differing)}
        )
    # What this process knew of the tables before.
    ContentType.objects.clear_cache()
    # The admin looks for pages and files in it; those of the public have an index elsewhere.
    call_command("wagtail_update_index", verbosity=0)
    record("moving.carry_database", details={"tables": len(tables), "rows": total})
    return Carried(tables=len(tables), rows=total)


def _table(name: str) -> _Table:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT a.attname, t.typname, a.attidentity <> ''
            FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
            WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """,
            [_quoted(name)],
        )
        found = cursor.fetchall()
    numbered = next((column for column, _type, is_numbered in found if is_numbered), "")
    return _Table(name, [column for column, *_rest in found], [kind for _column, kind, _rest in found], numbered)


def _check_columns(source: Database, tables: Iterable[_Table]) -> None:
    # SQLite takes the name of a column that is not there for a text.
    differing = [table.name for table in tables if source.columns(table.name) != set(table.columns)]
    if differing:
        raise UserError(_("The old database has other columns in %(tables)s.") % {"tables": ", ".join(differing)})


def _copy(source: Database, table: _Table, bar: Bar) -> Sum:
    total = table.new_sum()
    copy = f"COPY {_quoted(table.name)} ({table.quoted_columns}) FROM STDIN"
    rows = as_texts(source.rows(table.name, table.columns), total.kinds)
    try:
        with connection.cursor() as cursor:
            for batch in _batches(rows):
                for row in batch:
                    total.add(row)
                with connection.wrap_database_errors:
                    cursor.copy_expert(copy, io.StringIO("".join(map(copy_line, batch))))
                bar.update(len(batch))
    except (DataError, IntegrityError, ValueError) as error:
        raise UserError(
            _("Rows of %(table)s do not fit the new database: %(reason)s.")
            % {"table": table.name, "reason": "; ".join(str(error).split("\n")[:2])}
        ) from error
    return total


def _read_again(table: _Table, bar: Bar) -> Sum:
    total = table.new_sum()
    columns = ", ".join(f"{_quoted(column)}::text" for column in table.columns)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {_quoted(table.name)}")  # noqa: S608 -- names of our models
        while rows := cursor.fetchmany(_BATCH):
            for row in rows:
                total.add(row)
            bar.update(len(rows))
    return total


def _go_on_numbering(tables: Iterable[_Table], last_keys: Mapping[str, int]) -> None:
    """Give no key twice, not even that of a row that is gone: the log and the history name rows by their keys."""
    for table in tables:
        if table.numbered and last_keys.get(table.name):
            _execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                [_quoted(table.name), table.numbered, last_keys[table.name]],
            )


def _execute(sql: str, values: Sequence[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
