"""The test database: migrated once, kept between runs, copied for each test process and for each installation."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

from tests.database_in_file import FileDatabase
from tests.database_on_server import ServerDatabase


class Database(Protocol):
    """One kind of database and its migrated template."""

    def migrate_template(self, *, migrations: str, code: str) -> None:
        """Find the template of these migrations and this code, or make it."""
        ...

    def enter(self) -> None:
        """Let this process work in a copy of its own."""
        ...

    def restore(self) -> None:
        """Put every table of the copy back to what migrations made of it, whoever is connected still."""
        ...

    def leave(self) -> None:
        """Give the copy up."""
        ...

    def copied_to(self, data_dir: Path) -> AbstractContextManager[tuple[str, str]]:
        """A copy for an installation in this folder: its DATABASE_URL and its name in settings."""
        ...


class InstalledDatabase(NamedTuple):
    """The database of an installation that a test starts."""

    url: str
    name: str


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Give this process a copy of the migrated template; it goes when the process ends."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        database = _with_template()
        database.enter()
        # Flushing would delete what migrations made, and append-only tables refuse it.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test_case: database.restore())
        yield
        database.leave()


@contextmanager
def migrated_database(data_dir: Path, django_db_blocker: Any) -> Iterator[InstalledDatabase]:
    """A migrated database for the installation in this folder, of the kind that the tests run on."""
    with django_db_blocker.unblock():
        copy = _with_template().copied_to(data_dir)
        url, name = copy.__enter__()
    try:
        yield InstalledDatabase(url, name)
    finally:
        with django_db_blocker.unblock():
            copy.__exit__(None, None, None)


def _with_template() -> Database:
    database: Database = ServerDatabase() if connection.vendor == "postgresql" else FileDatabase()
    settings.TEST_TEMPLATES_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.TEST_TEMPLATES_DIR / "lock").open("w") as lock:
        # The processes of one run start together: one migrates, the others wait for it.
        fcntl.flock(lock, fcntl.LOCK_EX)
        # What follows migrations depends on all of our code: permissions on models, groups on roles, triggers.
        database.migrate_template(migrations=_fingerprint("migrations/*.py"), code=_fingerprint("*.py"))
    return database


def _fingerprint(pattern: str) -> str:
    total = hashlib.sha256((settings.BASE_DIR / "requirements.lock").read_bytes())
    for config in apps.get_app_configs():
        if Path(config.path).is_relative_to(settings.BASE_DIR) and ".venv" not in config.path:
            for file in sorted(Path(config.path).rglob(pattern)):
                total.update(file.read_bytes())
    return total.hexdigest()[:20]
