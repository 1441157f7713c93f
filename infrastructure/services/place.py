"""Where the servers of this installation keep what they need: folders, ports, passwords, and who runs them."""

from __future__ import annotations

import fcntl
import json
import os
import pwd
import random
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from govcms.settings import env
from infrastructure.install import BASE_DIR, Log, SetupFailed

# Below the ports that systems give to outgoing connections, so that none is taken while a server is down.
_PORTS = range(20_000, 32_000)


class Place:
    """The part of ``data_dir``, or of DATA_DIR, that belongs to the servers, and the folder of their downloads."""

    def __init__(self, data_dir: Path | None = None) -> None:
        env.load_file(BASE_DIR / ".env")
        self.folder = (data_dir or env.folder("DATA_DIR", BASE_DIR / "var")) / "services"
        self.downloads = env.folder("SERVICES_CACHE", _usual_cache())
        self.user = _ordinary_user()
        self.log: Log

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Make the folders, and let no other command start or stop servers here meanwhile."""
        # As others make it where it is new: its owner's alone.
        self.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.mkdir(exist_ok=True)
        self.downloads.mkdir(parents=True, exist_ok=True)
        self._let_through(self.folder.parent)
        for folder in (self.folder, self.downloads):
            self._check_entrance(folder)
        with locked(self.folder / "lock"):
            self.log = Log(self.folder / "install.log")
            yield

    def _let_through(self, folder: Path) -> None:
        # A DATA_DIR that only root enters: the servers' user may pass, and neither see what is there nor write.
        if self.user is not None and folder.stat().st_uid == 0 and folder.stat().st_mode & 0o077 == 0:
            os.chown(folder, -1, self.user.pw_gid)
            folder.chmod(0o710)

    def _check_entrance(self, folder: Path) -> None:
        closed = next((part for part in [*reversed(folder.parents), folder] if not self._may_enter(part)), None)
        if closed is not None:
            who = pwd.getpwuid(os.geteuid()) if self.user is None else self.user
            raise SetupFailed(
                f"the user {who.pw_name}, who runs these servers, may not enter {closed};"
                f" choose a DATA_DIR and a SERVICES_CACHE outside it, or open it with chmod o+x."
            )

    def _may_enter(self, folder: Path) -> bool:
        if self.user is None:
            return os.access(folder, os.X_OK)
        found = folder.stat()
        if found.st_uid == self.user.pw_uid:
            return bool(found.st_mode & 0o100)
        if found.st_gid == self.user.pw_gid:
            return bool(found.st_mode & 0o010)
        return bool(found.st_mode & 0o001)

    def folder_of(self, name: str) -> Path:
        """The folder of one server, which its user alone can read."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        self.hand_over(folder)
        folder.chmod(0o700)
        return folder

    def hand_over(self, path: Path) -> Path:
        """Make the user who runs the servers the owner of ``path``."""
        if self.user is not None:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)
        return path

    def write(self, path: Path, text: str) -> Path:
        """Write a file for the servers' user to read, and for nobody else."""
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        return self.hand_over(path)

    def port(self, name: str) -> int:
        """The port called ``name``, chosen once and kept, so that addresses stay what they are."""
        ports = _read(self.folder / "ports.json")
        if name not in ports:
            ports[name] = _free_port(besides=set(ports.values()))
            write_private(self.folder / "ports.json", json.dumps(ports, indent=2))
        return int(ports[name])

    def check_port(self, name: str, server: str) -> None:
        """Refuse a port that another program listens at."""
        number = self.port(name)
        if not _is_free(number):
            raise SetupFailed(
                f"port {number}, where {server} of this installation answers, is taken by another program;"
                f" end that program, or delete {self.folder / 'ports.json'} to have others chosen."
            )

    def secret(self, name: str) -> str:
        """The password called ``name``, random and made once."""
        known = _read(self.folder / "secrets.json")
        if name not in known:
            known[name] = secrets.token_hex(20)
            write_private(self.folder / "secrets.json", json.dumps(known, indent=2))
        return str(known[name])


def _usual_cache() -> Path:
    # Another user, who runs the servers for root, may not enter root's home.
    usual = Path("/var/cache") if os.geteuid() == 0 else Path.home() / ".cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or usual) / "govcms"


def _ordinary_user() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    name = env.text("SERVICES_USER", "nobody")
    try:
        return pwd.getpwnam(name)
    except KeyError:
        raise SetupFailed(f"SERVICES_USER names the user {name}, who does not exist here.") from None


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Wait until nobody else holds ``path``, and hold it."""
    with path.open("w", encoding="ascii") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def write_private(path: Path, text: str) -> None:
    """Replace a file at once by one that only its owner can read."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        raise SetupFailed(f"{path} is damaged; delete it, or remove everything with make services-clean.") from None
    return dict(found)


def _free_port(*, besides: set[int]) -> int:
    candidates = random.sample(_PORTS, 200)
    free = next((port for port in candidates if port not in besides and _is_free(port)), None)
    if free is None:
        raise SetupFailed("no port from 20000 to 31999 is free on this machine.")
    return free


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: a port whose last connections are still closing is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
