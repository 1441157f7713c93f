"""Carry an installation on SQLite and disk over to servers."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from govcms.moving.database import carry_database
from govcms.moving.files import CarriedFiles, carry_files
from govcms.moving.progress import Bar
from govcms.moving.source import FILE_FOLDERS, Installation
from tenants.errors import UserError
from tenants.management.base import ActionCommand


class Command(ActionCommand):
    """A thin shell over govcms.moving."""

    help = (
        "Carry an installation on SQLite and disk over to the PostgreSQL that DATABASE_URL names and to the file store"
        " that S3_BUCKET names. Stopped half-way, the same command goes on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where from, and which part."""
        parser.add_argument("--from", dest="old", metavar="FOLDER", type=Path, required=True, help="its DATA_DIR")
        parser.add_argument("--only", choices=["database", "files"], default="", help="leave the other for later")

    def act(self, *args: Any, old: Path, only: str, **options: Any) -> None:
        """The database, then the files; each where a server is named for it."""
        installation = Installation(old)
        _check_secret_key(installation)
        to_server, to_store = connection.vendor == "postgresql", settings.S3 is not None
        if not (to_server or to_store):
            raise UserError(_("Name the new servers first: DATABASE_URL, S3_BUCKET, or both."))
        if only == "database" or (to_server and not only):
            self._carry_database(installation)
        if only == "files" or (to_store and not only):
            self._tell_of_files(carry_files(installation, progress=_progress))
        elif not to_store and installation.folder != Path(settings.DATA_DIR).resolve():
            told = _("S3_BUCKET names no file store: copy %(folders)s of %(old)s to %(new)s")
            folders = ", ".join(FILE_FOLDERS.values())
            self.say(told % {"folders": folders, "old": installation.folder, "new": settings.DATA_DIR})
        if only != "files":
            self.say(_("Now run verify_audit, rebuild_search and check_search, and start the platform"))

    def _carry_database(self, installation: Installation) -> None:
        carried = carry_database(installation, progress=_progress)
        if carried is None:
            self.say(_("The new database has this installation already, and stays as it is"))
        else:
            told = _("In the new database, read again and equal: %(rows)d rows of %(tables)d tables")
            self.say(told % {"rows": carried.rows, "tables": carried.tables})

    def _tell_of_files(self, carried: CarriedFiles) -> None:
        for problem in carried.problems:
            self.stderr.write(f"{problem}.")
        told = _("In the file store and equal: %(files)d files (%(size)s MB), %(found)d of which were there before")
        size = f"{carried.size_bytes / 1_000_000:.1f}"
        said = told % {"files": carried.files, "size": size, "found": carried.found}
        if carried.problems:
            count = len(carried.problems)
            missing = ngettext("%(said)s. %(count)d file is not.", "%(said)s. %(count)d files are not.", count)
            raise CommandError(missing % {"said": said, "count": count})
        self.say(said)


def _progress(what: str, *, unit: str, total: int) -> AbstractContextManager[Bar]:
    return tqdm(desc=what, unit=unit, total=total, disable=None)


def _check_secret_key(installation: Installation) -> None:
    # Codes of authenticator apps, sessions and the names of pictures are made with it.
    key = installation.secret_key()
    if key is not None and key != settings.SECRET_KEY:
        raise UserError(
            _("The new installation has another SECRET_KEY; set it to what is in %(file)s.")
            % {"file": installation.folder / "secret_key"}
        )
