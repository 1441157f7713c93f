"""What the test of refusals runs, in a process whose settings name an empty database on PostgreSQL."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import django
import pytest


def main() -> None:
    """Each of these ends with a sentence and changes nothing."""
    django.setup()
    from django.db import connection

    assert connection.vendor == "postgresql"
    for change, sentence in {
        "UPDATE identity_user SET name = printf('%500d', 1)": "Rows of identity_user do not fit .* too long",
        "UPDATE pages_topic SET name = 'a' || char(0) || 'b'": "Rows of pages_topic do not fit",
        "UPDATE wagtailcore_revision SET user_id = 999999": "violates foreign key constraint",
        "DELETE FROM django_migrations WHERE app = 'search'": "another version: . migrations differ, such as search",
        "ALTER TABLE tenants_team DROP COLUMN name": "other columns in tenants_team",
    }.items():
        with changed(change) as folder:
            refused(folder, sentence)
    with changed("SELECT 1") as folder, connected(folder):
        refused(folder, "in use; stop its web server and its worker")
    old = Path(os.environ["OLD_DATA_DIR"])
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION fold() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.name = 1; RETURN NEW; END'"
        )
        cursor.execute("CREATE TRIGGER fold BEFORE INSERT ON pages_topic FOR EACH ROW EXECUTE FUNCTION fold()")
        with changed("SELECT 1") as folder:
            refused(folder, "did not keep what was written to pages_topic")
        cursor.execute("DROP FUNCTION fold CASCADE")
    assert_not_only_one_may_use_it(old)


def assert_not_only_one_may_use_it(old: Path) -> None:
    """A database that somebody works in already is left alone."""
    from tests.factories import AgencyFactory

    AgencyFactory(key="health")
    with changed("SELECT 1") as folder:
        refused(folder, "not empty: it has 1 agencies", agencies=1)


def refused(folder: Path, sentence: str, *, agencies: int = 0) -> None:
    """Try to move, and look at what is there then."""
    from django.core.management import CommandError, call_command
    from django.db import connection

    from tenants.models import Agency
    from tenants.triggers import differing_triggers

    with pytest.raises(CommandError, match=sentence):
        call_command("move_up", "--from", str(folder))
    assert Agency.objects.count() == agencies
    assert differing_triggers(connection) == []


@contextmanager
def changed(sql: str) -> Iterator[Path]:
    """A copy of the old installation's database with something done to it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "db.sqlite3")
        shutil.copyfile(Path(os.environ["OLD_DATA_DIR"], "db.sqlite3"), path)
        with closing(sqlite3.connect(path)) as database, database:
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                database.execute(f'DROP TRIGGER "{name}"')
            database.execute(sql)
        yield Path(folder)


@contextmanager
def connected(folder: Path) -> Iterator[None]:
    """Somebody who has the database open and does nothing, as a web server at night."""
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        database.execute("SELECT count(*) FROM pages_page").fetchall()
        yield


if __name__ == "__main__":
    main()
