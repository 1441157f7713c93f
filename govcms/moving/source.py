"""The installation that is left: its folder, and its SQLite database as it is read to be carried over."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from tenants.errors import UserError

# The folder of each store in a DATA_DIR, by the store's name in settings.
FILE_FOLDERS = {"default": "files", "public": "public"}
_SQLITE_BEGINS = b"SQLite format 3\0"


class Installation:
    """A DATA_DIR whose database and files lie in it."""

    def __init__(self, folder: Path) -> None:
        """Raises UserError where no installation is."""
        self.folder = folder.expanduser().resolve()
        self.path = self.folder / "db.sqlite3"
        if not self.folder.is_dir():
            raise UserError(_("There is no folder %(folder)s.") % {"folder": self.folder})
        try:
            with self.path.open("rb") as file:
                begins = file.read(len(_SQLITE_BEGINS))
        except FileNotFoundError:
            raise UserError(
                _("There is no installation in %(folder)s: it has no db.sqlite3.") % {"folder": self.folder}
            ) from None
        except OSError as error:
            raise self._unreadable(error.strerror or str(error)) from error
        if begins != _SQLITE_BEGINS:
            raise self._unreadable(_("it is no SQLite database"))

    def secret_key(self) -> str | None:
        """The key that it made for itself; None where it has one by its environment."""
        try:
            return (self.folder / "secret_key").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None

    @contextmanager
    def database(self) -> Iterator[Database]:
        """Its database, for reading, also while it runs. Raises UserError where it cannot be read."""
        with self._opened("mode=ro") as connection:
            yield Database(connection)

    @contextmanager
    def database_alone(self) -> Iterator[Database]:
        """Its database, for reading, with everybody kept out meanwhile.

        Raises UserError where somebody has it open: what is written from now on would be left behind.
        """
        # A lock on everybody needs a file that could be written; query_only sees to it that nothing is.
        with self._opened("mode=rw") as connection:
            try:
                connection.execute("PRAGMA locking_mode=EXCLUSIVE")
                connection.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
                raise UserError(
                    _("The installation in %(folder)s is in use; stop its web server and its worker first.")
                    % {"folder": self.folder}
                ) from error
            connection.execute("PRAGMA query_only=ON")
            yield Database(connection)

    @contextmanager
    def _opened(self, mode: str) -> Iterator[sqlite3.Connection]:
        try:
            address = f"file:{quote(str(self.path))}?{mode}"
            with closing(sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)) as connection:
                yield connection
        except sqlite3.Error as error:
            raise self._unreadable(str(error)) from error

    def _unreadable(self, reason: str) -> UserError:
        return UserError(_("%(path)s cannot be read: %(reason)s.") % {"path": self.path, "reason": reason.rstrip(".")})


class Database:
    """What is asked of the old database, in SQL of its own: values come as they are stored."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def columns(self, table: str) -> set[str]:
        """The names of a table's columns; none where there is no such table."""
        return {name for (name,) in self._all("SELECT name FROM pragma_table_info(?)", [table])}

    def count(self, table: str) -> int:
        """How many rows a table has."""
        [(number,)] = self._all(f"SELECT count(*) FROM {_quoted(table)}")  # noqa: S608 -- a table of a model
        return int(number)

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Every row, as it is stored; read as it is asked for."""
        names = ", ".join(map(_quoted, columns))
        yield from self._connection.execute(f"SELECT {names} FROM {_quoted(table)}")  # noqa: S608

    def last_keys(self) -> dict[str, int]:
        """The highest key that was ever given in each table: keys of rows that are gone are not given again."""
        return dict(self._all("SELECT name, seq FROM sqlite_sequence"))

    def migrations(self) -> set[tuple[str, str]]:
        """App and name of each migration that it has had; none in a database that is no platform's."""
        if not self.columns("django_migrations"):
            return set()
        return set(self._all("SELECT app, name FROM django_migrations"))

    def uids(self, table: str) -> set[str]:
        """The uids of a table's rows, as they are stored: 32 digits."""
        return {uid for (uid,) in self._all(f"SELECT uid FROM {_quoted(table)}")}  # noqa: S608

    def file_names(self, table: str, column: str) -> set[str]:
        """The names of files that a column holds."""
        named = f"SELECT {_quoted(column)} FROM {_quoted(table)} WHERE {_quoted(column)} <> ''"  # noqa: S608
        return {name for (name,) in self._all(named)}

    def _all(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
