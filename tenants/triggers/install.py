"""Brings the triggers of a database in line with the rules, and says where they differ.

Django rebuilds a table on SQLite to change a column, and its triggers go without a word; triggers that mention it
stop the rebuilding, and PostgreSQL keeps a column that a trigger watches. So all go before migrations and come back
after them.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from tenants.triggers.dialects import dialect_of
from tenants.triggers.rules import EXEMPTION_TABLE, all_rules


def sync_triggers(connection: BaseDatabaseWrapper) -> int:
    """Make the triggers of a fully migrated database those of the rules; returns how many changed. Repeat at will."""
    dialect = dialect_of(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        wanted = dialect.wanted(list(all_rules().values()))
        present = dialect.present(cursor)
        differing = sorted(name for name in present.keys() | wanted.keys() if present.get(name) != wanted.get(name))
        for name in differing:
            if name in present:
                dialect.drop(cursor, name, present[name])
            if name in wanted:
                dialect.create(cursor, name, wanted[name])
    return len(differing)


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    """Take all our triggers away; for migrations, and for ``exemptions.without_rules``."""
    dialect = dialect_of(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for name, trigger in dialect.present(cursor).items():
            dialect.drop(cursor, name, trigger)


def differing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that are missing, changed, switched off or nobody's; none in a database not migrated."""
    dialect = dialect_of(connection)
    with connection.cursor() as cursor:
        if EXEMPTION_TABLE not in connection.introspection.table_names(cursor):
            return []
        wanted, present = dialect.wanted(list(all_rules().values())), dialect.present(cursor)
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def before_migrations(using: str, plan: Any = None, **kwargs: Any) -> None:
    """Receive ``pre_migrate``: take the triggers away where there is something to migrate."""
    if plan:
        drop_triggers(connections[using])


def after_migrations(using: str, plan: Any = None, **kwargs: Any) -> None:
    """Receive ``post_migrate``: put the triggers back, unless the database was taken to an older state."""
    connection = connections[using]
    # Also where nothing was migrated now: an earlier command may have taken the database back.
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        sync_triggers(connection)
