"""Test databases on a PostgreSQL server: a migrated one is the template of what each test process works in."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management import call_command
from django.db import connection, connections

_PREFIX = "govcms_test"


class ServerDatabase:
    """The database of this process on the server that TEST_DATABASE_URL names."""

    def __init__(self) -> None:
        # Where one comes in to make databases: the one that the address names.
        self.entrance = urlsplit(os.environ["TEST_DATABASE_URL"]).path[1:]
        self.name = f"{_PREFIX}_{os.getpid()}"
        self.template = ""

    def migrate_template(self, *, migrations: str, code: str) -> None:
        """Find the template of these migrations and this code, or make it. It goes with the server."""
        with self._inside(self.entrance):
            begin_with = "template1"
            # With every migration applied already, only what follows migrations is done.
            for stage, fingerprint in (("migrated", migrations), ("complete", code)):
                name = f"{_PREFIX}_{stage}_{fingerprint}"
                if name not in self._names():
                    draft = f"{self.name}_draft"
                    self._copy(begin_with, draft)
                    with self._inside(draft):
                        call_command("migrate", interactive=False, verbosity=0)
                    self._run(f"ALTER DATABASE {draft} RENAME TO {name}")
                begin_with = name
            self.template = begin_with

    def enter(self) -> None:
        """Work in a copy."""
        with self._inside(self.entrance):
            self._copy(self.template, self.name)
        connection.settings_dict["NAME"] = self.name

    def restore(self) -> None:
        """Put every table back to what migrations made of it, whoever is connected still."""
        connections.close_all()
        self.enter()

    def leave(self) -> None:
        """Remove the copy."""
        connections.close_all()
        connection.settings_dict["NAME"] = self.entrance
        self._drop(self.name)

    @contextmanager
    def copied_to(self, data_dir: Path) -> Iterator[tuple[str, str]]:
        """A copy on the same server for the installation in this folder."""
        name = f"{_PREFIX}_{uuid.uuid4().hex}"
        with self._inside(self.entrance):
            self._copy(self.template, name)
        try:
            yield urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{name}").geturl(), name
        finally:
            with self._inside(self.entrance):
                self._drop(name)

    @contextmanager
    def _inside(self, name: str) -> Iterator[None]:
        before = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = name
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = before

    def _names(self) -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database")
            return {name for (name,) in cursor.fetchall()}

    def _copy(self, template: str, name: str) -> None:
        self._drop(name)
        # Copying the files is quicker than writing each page to the log as well.
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")

    def _drop(self, name: str) -> None:
        self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _run(self, sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)
