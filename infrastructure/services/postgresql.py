"""PostgreSQL, from Debian's package or wherever this machine has it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path

from infrastructure.install import SetupFailed
from infrastructure.services.packages import install_debian
from infrastructure.services.server import Server, first_program

OLDEST = 15
_QUERY_WITHIN_S = 30


class PostgreSQL(Server):
    """A database server with one database, whose owner is no superuser but may make databases for tests."""

    name = "postgresql"
    title = "PostgreSQL"
    ports = ("postgresql",)
    # Fast shutdown: connections are ended, what is written is kept.
    stops_on = signal.SIGINT

    def install(self) -> None:
        """Find its programs, or install Debian's package."""
        if find_programs() is None:
            install_debian(self.place.log, f"PostgreSQL {OLDEST} or newer", "postgresql")

    @property
    def programs(self) -> Path:
        """The folder of its programs, of the version that made the data where there is data."""
        version_file = self.folder / "data" / "cluster" / "PG_VERSION"
        version = version_file.read_text(encoding="ascii").strip() if version_file.exists() else None
        found = find_programs(version)
        if found is None:
            raise SetupFailed(
                f"the data in {version_file.parent} is of PostgreSQL {version}, which is not installed here;"
                f" make services-clean removes it."
            )
        return found

    def prepare(self) -> None:
        """Make an empty cluster."""
        cluster = self.folder / "data" / "cluster"
        if cluster.exists():
            return
        password = self.place.write(self.folder / "password", self.place.secret(self.name))
        # The same letters and order on every machine; made beside, so that it is there whole or not at all.
        draft = cluster.with_name(f"draft-{os.urandom(4).hex()}")
        options = ["-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        command = [str(self.programs / "initdb"), "-D", str(draft), f"--pwfile={password}", *options]
        user = self.place.user
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )
        password.unlink()
        if done.returncode != 0:
            raise SetupFailed(f"PostgreSQL's data could not be made: {done.stderr.strip()}")
        draft.replace(cluster)

    def command(self) -> list[str]:
        """The server in the foreground, at one port and no socket."""
        settings = {
            "port": str(self.port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            # A server that is killed loses nothing; a machine without power may, and these are no servers to rely on.
            "fsync": "off",
            "full_page_writes": "off",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.programs / "postgres"), "-D", str(self.folder / "data" / "cluster"), *options]

    def answers(self) -> bool:
        """Whether it answers a query."""
        return self._ask("SELECT 1") == "1"

    def complete(self) -> None:
        """Make the platform's role and database."""
        password = self.place.secret(self.name)
        self._make("pg_roles WHERE rolname = 'govcms'", f"CREATE ROLE govcms LOGIN CREATEDB PASSWORD '{password}'")
        self._make("pg_database WHERE datname = 'govcms'", "CREATE DATABASE govcms OWNER govcms")

    def _make(self, there: str, statement: str) -> None:
        if not self._ask(f"SELECT 1 FROM {there}") and self._ask(statement) is None:  # noqa: S608  our own words
            raise SetupFailed(f"the platform's database could not be made; {self.end_of_log()}")

    def _ask(self, statement: str) -> str | None:
        # Not on the command line, where everybody on the machine could read it.
        who = {"PGUSER": "postgres", "PGPASSWORD": self.place.secret(self.name), "PGDATABASE": "postgres"}
        where = {"PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGCONNECT_TIMEOUT": "5"}
        try:
            done = subprocess.run(
                [str(self.programs / "psql"), "-XtAq", "-v", "ON_ERROR_STOP=1"],
                input=statement,
                env={**self.environment(), **who, **where},
                capture_output=True,
                text=True,
                timeout=_QUERY_WITHIN_S,
            )
        except subprocess.TimeoutExpired:
            return None
        return done.stdout.strip() if done.returncode == 0 else None

    def address(self) -> str:
        """Its address."""
        return f"postgresql://govcms@127.0.0.1:{self.port}/govcms"

    def variables(self) -> dict[str, str]:
        """The database of the platform."""
        return {"DATABASE_URL": f"postgresql://govcms:{self.place.secret(self.name)}@127.0.0.1:{self.port}/govcms"}


def find_programs(version: str | None = None) -> Path | None:
    """The folder of ``initdb`` and ``postgres`` of ``version``, or of the newest that is new enough."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    found = first_program("initdb", folders=debian)
    folders = [*debian, *([found.resolve().parent] if found else [])]
    for folder in folders:
        if (folder / "postgres").is_file() and (folder / "psql").exists():
            there = version_of(folder)
            if there == version if version else there is not None and int(there) >= OLDEST:
                return folder
    return None


def version_of(programs: Path) -> str | None:
    """The major version of the programs in a folder."""
    asked = subprocess.run([str(programs / "postgres"), "--version"], capture_output=True, text=True)
    match = re.search(r"\) (\d+)", asked.stdout)
    return match[1] if match else None
