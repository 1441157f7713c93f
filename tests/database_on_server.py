"""Test databases on a PostgreSQL server: one is migrated, and each test process works in a copy of it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, connections

_PREFIX = "govcms_test"


class ServerDatabase:
    """The database of this process on the server that TEST_DATABASE_URL names."""

    def __init__(self) -> None:
        self.entrance = connection.settings_dict["NAME"]
        self.name = f"{_PREFIX}_{os.getpid()}"
        self.template = ""

    def migrate_template(self, fingerprint: Callable[[str], str]) -> None:
        """Find or make the template of the present code; the caller keeps others from making it too."""
        begin_with = "template1"
        # With every migration applied already, only what follows migrations is done.
        for stage, pattern in (("migrated", "migrations/*.py"), ("complete", "*.py")):
            name = f"{_PREFIX}_{stage}_{fingerprint(pattern)}"
            if name not in self._names():
                self._drop(*(old for old in self._names() if old.startswith(f"{_PREFIX}_{stage}_")))
                self._copy(begin_with, self.name)
                with self._inside(self.name):
                    call_command("migrate", interactive=False, verbosity=0)
                self._run(f"ALTER DATABASE {self.name} RENAME TO {name}")
            begin_with = name
        self.template = begin_with

    def enter(self) -> None:
        """Work in a new copy of the template from now on."""
        self._copy(self.template, self.name)
        connection.settings_dict["NAME"] = self.name

    def restore(self) -> None:
        """Put every table back to what migrations made of it, whoever is connected still."""
        self.leave()
        self.enter()

    def leave(self) -> None:
        """Remove the copy."""
        connections.close_all()
        connection.settings_dict["NAME"] = self.entrance
        self._drop(self.name)

    @contextmanager
    def _inside(self, name: str) -> Iterator[None]:
        connection.close()
        connection.settings_dict["NAME"] = name
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = self.entrance

    def _names(self) -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database")
            return {name for (name,) in cursor.fetchall()}

    def _copy(self, template: str, name: str) -> None:
        self._drop(name)
        # Copying the files is quicker than writing each page to the log as well.
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")

    def _drop(self, *names: str) -> None:
        for name in names:
            self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _run(self, sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)
        # A template may have nobody connected, and the entrance is left open for nobody.
        connection.close()
