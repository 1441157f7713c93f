"""The test database: migrated once, kept between runs, copied for each test process."""

import fcntl
import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase

from tests.database_on_server import ServerDatabase

# How many templates are kept: people change branches.
_KEPT = 3


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Give this process a copy of the migrated template; it goes when the process ends."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "postgresql":
            on_server = ServerDatabase()
            with _one_at_a_time():
                on_server.migrate_template(_fingerprint)
            on_server.enter()
            restore = on_server.restore
            leave = on_server.leave
        else:
            template = migrated_template()
            shutil.copyfile(template, connection.settings_dict["NAME"])
            restore = partial(restore_database, template)
            leave = connections.close_all
        # Flushing would delete what migrations made, and append-only tables refuse it.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test_case: restore())
        yield
        leave()


def migrated_template() -> Path:
    """The path of a migrated database of the present code, made unless an earlier run left it."""
    folder = settings.TEST_TEMPLATES_DIR
    migrated = folder / f"migrated-{_fingerprint('migrations/*.py')}.sqlite3"
    # What follows migrations depends on all of our code: permissions on models, groups on roles, triggers.
    complete = folder / f"complete-{_fingerprint('*.py')}.sqlite3"
    with _one_at_a_time():
        if not migrated.exists():
            _migrate(migrated)
        if not complete.exists():
            _migrate(complete, begin_with=migrated)
        migrated.touch()
        complete.touch()
        _delete_old(folder)
    return complete


def restore_database(template: Path) -> None:
    """Put every table back to what migrations made of it, while others may be connected."""
    connections.close_all()
    source = sqlite3.connect(f"file:{template}?mode=ro", uri=True)
    target = sqlite3.connect(connection.settings_dict["NAME"], timeout=20)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """The processes of one run start together: one migrates, the others wait for it."""
    settings.TEST_TEMPLATES_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.TEST_TEMPLATES_DIR / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fingerprint(pattern: str) -> str:
    total = hashlib.sha256((settings.BASE_DIR / "requirements.lock").read_bytes())
    for config in apps.get_app_configs():
        if Path(config.path).is_relative_to(settings.BASE_DIR) and ".venv" not in config.path:
            for file in sorted(Path(config.path).rglob(pattern)):
                total.update(file.read_bytes())
    return total.hexdigest()[:20]


def _migrate(path: Path, *, begin_with: Path | None = None) -> None:
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    if begin_with is not None:
        shutil.copyfile(begin_with, draft)
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(draft)
    try:
        # With every migration applied already, only what follows migrations is done: two seconds, not fifteen.
        call_command("migrate", interactive=False, verbosity=0)
        with connection.cursor() as cursor:
            # One file to copy, without its log beside it.
            cursor.execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
    draft.replace(path)


def _delete_old(folder: Path) -> None:
    for kind in ("migrated-*.sqlite3", "complete-*.sqlite3"):
        newest_first = sorted(folder.glob(kind), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in newest_first[_KEPT:]:
            path.unlink()
