"""The demo on SQLite and disk, and a PostgreSQL server with a migrated database to copy."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import connection

from tests.database import migrated_database
from tests.moving.installations import Installation
from tests.postgresql import find_programs, running_server

_MIGRATED = "migrated"


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with the demo, which stands still; its rows are not only of the easy kind."""
    found = Installation(tmp_path_factory.mktemp("old"))
    if connection.vendor == "sqlite":
        with migrated_database(found.data_dir, django_db_blocker):
            found.manage("seed_demo")
    else:
        found.manage("migrate", "--verbosity=0")
        found.manage("seed_demo")
    with closing(sqlite3.connect(found.data_dir / "db.sqlite3")) as database, database:
        description = "A tab\t, \\N, a line\nof 漢字 and 🙂, \"quoted\" 'twice', \x7f"
        database.execute("UPDATE pages_topic SET description = ? WHERE id = 1", [description])
        database.execute(
            "INSERT INTO identity_passkey (uid, user_id, name, credential_id, public_data, sign_count, added_at)"
            " SELECT uid, id, 'Key', 'abc', x'00ff5c4e0a', 7, '2026-11-22 10:00:00.5' FROM identity_user LIMIT 1"
        )
        # As if the newest pages had been deleted for good.
        database.execute("UPDATE sqlite_sequence SET seq = seq + 1000 WHERE name = 'pages_page'")
    return found


@pytest.fixture(scope="package")
def server() -> Iterator[str]:
    """A server with a migrated database; its address up to the name of a database."""
    programs = find_programs()
    assert programs is not None, "the marker leaves these tests out where there is no PostgreSQL"
    with running_server(programs) as url:
        address = url.removesuffix("/postgres")
        run_sql(f"{address}/postgres", f"CREATE DATABASE {_MIGRATED}")
        yield address


@pytest.fixture(scope="package")
def migrated(server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated database on the server."""
    new = Installation(tmp_path_factory.mktemp("migrating"), {"DATABASE_URL": f"{server}/{_MIGRATED}"})
    new.manage("migrate", "--verbosity=0")
    return _MIGRATED


@pytest.fixture
def new_database(server: str, migrated: str) -> Callable[[], str]:
    """Makes databases that are migrated and empty; gives the address of each."""
    numbers = count()

    def make() -> str:
        name = f"new_{next(numbers)}"
        run_sql(f"{server}/postgres", f"DROP DATABASE IF EXISTS {name}")
        run_sql(f"{server}/postgres", f"CREATE DATABASE {name} TEMPLATE {migrated} STRATEGY file_copy")
        return f"{server}/{name}"

    return make


def run_sql(address: str, sql: str) -> list[tuple[Any, ...]]:
    """Run a statement at once; gives the rows of those that have some."""
    with closing(psycopg2.connect(address)) as database:
        database.autocommit = True
        with database.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []


def secret_key(data_dir: Path) -> str:
    """The key that an installation has made for itself."""
    return (data_dir / "secret_key").read_text(encoding="ascii").strip()
