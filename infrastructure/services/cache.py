"""Valkey or Redis, from Debian's package or wherever this machine has it."""

from __future__ import annotations

import socket
from pathlib import Path

from infrastructure.install import SetupFailed
from infrastructure.services.packages import install_debian
from infrastructure.services.server import Server, first_program

_PROGRAMS = ("valkey-server", "redis-server")
_MOST_MEMORY_MB = 128
_ANSWER_WITHIN_S = 2


class Cache(Server):
    """A cache that forgets what was asked for longest ago, and everything when it ends."""

    name = "cache"
    title = "The cache"
    ports = ("cache",)

    def install(self) -> None:
        """Find Valkey or Redis, or install what Debian has of them."""
        if find_program() is None:
            install_debian(self.place.log, "Valkey or Redis", *_PROGRAMS)

    @property
    def program(self) -> Path:
        """The server's program."""
        found = find_program()
        if found is None:
            raise SetupFailed("Valkey or Redis was installed, and its program is not found.")
        return found

    def prepare(self) -> None:
        """Write its configuration, password included."""
        settings = {
            "bind": "127.0.0.1",
            "port": str(self.port),
            "requirepass": self.place.secret(self.name),
            "dir": str(self.folder / "data"),
            "save": '""',
            "maxmemory": f"{_MOST_MEMORY_MB}mb",
            "maxmemory-policy": "allkeys-lru",
        }
        self.place.write(
            self.folder / "configuration", "".join(f"{name} {value}\n" for name, value in settings.items())
        )

    def command(self) -> list[str]:
        """The server in the foreground."""
        return [str(self.program), str(self.folder / "configuration")]

    def answers(self) -> bool:
        """Whether it knows us."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=_ANSWER_WITHIN_S) as connection:
                connection.sendall(f"AUTH {self.place.secret(self.name)}\r\nPING\r\n".encode())
                answer = connection.makefile("rb")
                return (answer.readline(), answer.readline()) == (b"+OK\r\n", b"+PONG\r\n")
        except OSError:
            return False

    def address(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def variables(self) -> dict[str, str]:
        """The cache of the platform."""
        return {"CACHE_URL": f"redis://:{self.place.secret(self.name)}@127.0.0.1:{self.port}/0"}


def find_program() -> Path | None:
    """The program of either server."""
    return first_program(*_PROGRAMS, folders=[])
