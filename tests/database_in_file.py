"""Test databases in files: migrated ones are kept between runs, and each test process works in a copy."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

# How many templates are kept: people change branches.
_KEPT = 3


class FileDatabase:
    """The SQLite database of this process."""

    def __init__(self) -> None:
        self.folder: Path = settings.TEST_TEMPLATES_DIR
        self.template = Path()

    def migrate_template(self, *, migrations: str, code: str) -> None:
        """Find the template of these migrations and this code, or make it."""
        migrated = self.folder / f"migrated-{migrations}.sqlite3"
        self.template = self.folder / f"complete-{code}.sqlite3"
        if not migrated.exists():
            _migrate(migrated)
        if not self.template.exists():
            # With every migration applied already, only what follows migrations is done.
            _migrate(self.template, begin_with=migrated)
        migrated.touch()
        self.template.touch()
        self._delete_old()

    def enter(self) -> None:
        """Work in a copy."""
        shutil.copyfile(self.template, connection.settings_dict["NAME"])

    def restore(self) -> None:
        """Put every table back to what migrations made of it, while others may be connected."""
        connections.close_all()
        source = sqlite3.connect(f"file:{self.template}?mode=ro", uri=True)
        target = sqlite3.connect(connection.settings_dict["NAME"], timeout=20)
        try:
            source.backup(target)
        finally:
            target.close()
            source.close()

    def leave(self) -> None:
        """Close the copy; it goes with the folder of the process."""
        connections.close_all()

    @contextmanager
    def copied_to(self, data_dir: Path) -> Iterator[tuple[str, str]]:
        """A copy where the installation in this folder looks for its own."""
        path = data_dir / "db.sqlite3"
        shutil.copyfile(self.template, path)
        yield "", str(path)

    def _delete_old(self) -> None:
        for kind in ("migrated-*.sqlite3", "complete-*.sqlite3"):
            newest_first = sorted(self.folder.glob(kind), key=lambda path: path.stat().st_mtime, reverse=True)
            for path in newest_first[_KEPT:]:
                path.unlink()


def _migrate(path: Path, *, begin_with: Path | None = None) -> None:
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    if begin_with is not None:
        shutil.copyfile(begin_with, draft)
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(draft)
    try:
        call_command("migrate", interactive=False, verbosity=0)
        with connection.cursor() as cursor:
            # One file to copy, without its log beside it.
            cursor.execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
    draft.replace(path)
