"""The installation that is left, as it is found and read."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from govcms.moving.source import Installation
from tenants.errors import UserError
from tests.moving.installations import Installation as Moved


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An installation with one table."""
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database, database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE thing (id integer PRIMARY KEY AUTOINCREMENT, name text)")
        database.execute("INSERT INTO thing (name) VALUES ('one'), ('two')")
        database.execute("DELETE FROM thing WHERE name = 'two'")
    return tmp_path


def test_rows_and_the_last_key_are_read_and_nothing_is_written(folder: Path) -> None:
    content = (folder / "db.sqlite3").read_bytes()

    with Installation(folder).database_alone() as database:
        assert list(database.rows("thing", ["name", "id"])) == [("one", 1)]
        assert database.last_keys() == {"thing": 2}
        assert database.columns("thing") == {"id", "name"}
        assert database.columns("nothing") == set()
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            list(database._connection.execute("DELETE FROM thing"))

    assert (folder / "db.sqlite3").read_bytes() == content


def test_who_moves_is_alone_and_who_looks_at_files_is_not(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "db.sqlite3")) as other:
        other.execute("SELECT * FROM thing").fetchall()
        with pytest.raises(UserError, match="in use"), Installation(folder).database_alone():
            pass
        with Installation(folder).database() as database:
            assert database.count("thing") == 1

    with (
        Installation(folder).database_alone(),
        closing(sqlite3.connect(folder / "db.sqlite3", timeout=0)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("SELECT * FROM thing")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "it has no db.sqlite3"), (b"hello", "it is no SQLite database"), (b"SQLite format 3\0x", "cannot be read")],
)
def test_what_is_no_installation_is_refused(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    if content is not None:
        (tmp_path / "db.sqlite3").write_bytes(content)

    with pytest.raises(UserError, match=sentence), Installation(tmp_path).database_alone() as database:
        database.count("thing")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("move_up", "--from", str(tmp_path / "nothing"))


def test_another_secret_key_is_refused(folder: Path, settings: Any) -> None:
    (folder / "secret_key").write_text("another", encoding="ascii")
    with pytest.raises(CommandError, match="another SECRET_KEY"):
        call_command("move_up", "--from", str(folder))


def test_servers_have_to_be_named(folder: Path, tmp_path: Path) -> None:
    process = Moved(tmp_path / "new").start("manage.py", "move_up", "--from", str(folder))

    assert "Name the new servers first: DATABASE_URL, S3_BUCKET, or both." in process.communicate()[1]
    assert process.returncode == 1
