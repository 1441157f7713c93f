"""A PostgreSQL server of the test run's own, on this machine, gone with the run."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

_USER = "govcms"


def find_programs() -> Path | None:
    """The folder of ``initdb`` and ``postgres``: the machine's own, or those of the pgserver package."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    in_path = [Path(folder) for folder in os.get_exec_path()]
    package = find_spec("pgserver")
    packaged = [Path(package.origin).parent / "pginstall" / "bin"] if package and package.origin else []
    for folder in [*installed, *in_path, *packaged]:
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    return None


@contextmanager
def running_server(programs: Path) -> Iterator[str]:
    """Run a server on a free loopback port; gives the address of an empty database."""
    # Its own folder, since root may not run PostgreSQL and another user may not enter root's.
    with tempfile.TemporaryDirectory(prefix="govcms-pg-", ignore_cleanup_errors=True) as folder:
        user = _ordinary_user()
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
            programs = _reachable(programs, Path(folder))
        data = Path(folder) / "data"
        _run(user, str(programs / "initdb"), "-D", str(data), "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-sync")
        port = _free_port()
        # Nothing here must survive a power cut.
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        control = str(programs / "pg_ctl")
        log = str(Path(folder) / "log")
        _run(user, control, "-D", str(data), "-l", log, "-o", options, "-w", "start")
        try:
            yield f"postgresql://{_USER}@127.0.0.1:{port}/postgres"
        finally:
            _run(user, control, "-D", str(data), "-m", "immediate", "stop")


def _ordinary_user() -> pwd.struct_passwd | None:
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _reachable(programs: Path, folder: Path) -> Path:
    if programs.is_relative_to("/usr"):
        return programs
    # The package looks for its libraries in a folder beside its own.
    package = programs.parent.parent
    for part in package.parent.glob(f"{package.name}*"):
        if part.is_dir():
            shutil.copytree(part, folder / "programs" / part.name, symlinks=True)
    return folder / "programs" / programs.relative_to(package.parent)


def _run(user: pwd.struct_passwd | None, *command: str) -> None:
    as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd="/", timeout=60, **as_user
    )
    assert done.returncode == 0, done.stderr


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
