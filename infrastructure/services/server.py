"""What the servers have in common: get it, start it, wait for it, ask it, stop it."""

from __future__ import annotations

import http.client
import os
import signal
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from infrastructure.install import SetupFailed
from infrastructure.services.place import Place
from infrastructure.services.process import Process

_POLL_S = 0.2
_ANSWER_WITHIN_S = 5


class Server(ABC):
    """One server of this installation, on the loopback address."""

    name: ClassVar[str]
    title: ClassVar[str]
    # The names of its ports; the first is the one that clients ask.
    ports: ClassVar[tuple[str, ...]]
    stops_on: ClassVar[int] = signal.SIGTERM
    ready_within_s: ClassVar[int] = 60
    stops_within_s: ClassVar[int] = 20

    def __init__(self, place: Place) -> None:
        self.place = place
        self.folder = place.folder / self.name
        self.process = Process(self.folder)

    @property
    def port(self) -> int:
        """The port that clients ask."""
        return self.place.port(self.ports[0])

    @abstractmethod
    def install(self) -> None:
        """Find its program, or get it."""

    @abstractmethod
    def prepare(self) -> None:
        """Write its configuration, and its first data where there is none."""

    @abstractmethod
    def command(self) -> list[str]:
        """The command line that runs it in the foreground."""

    def environment(self) -> dict[str, str]:
        """Its environment: nothing of the one who starts it but where programs are."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8",
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder / "tmp"),
        }

    @abstractmethod
    def answers(self) -> bool:
        """Whether it does its work."""

    def complete(self) -> None:  # noqa: B027  most need nothing
        """Make in it what the platform expects to find, once it answers."""

    @abstractmethod
    def address(self) -> str:
        """Its address, without passwords."""

    @abstractmethod
    def variables(self) -> dict[str, str]:
        """What the platform has to be told to use it."""

    def start(self) -> None:
        """Start it, unless it runs."""
        if self.process.is_running():
            return
        self.install()
        self.place.folder_of(self.name)
        for folder in (self.folder / "data", self.folder / "tmp"):
            folder.mkdir(exist_ok=True)
            self.place.hand_over(folder).chmod(0o700)
        self.prepare()
        for name in self.ports:
            self.place.check_port(name, self.title)
        print(f"Starting {self.title} …", flush=True)
        self.process.start(self.command(), environment=self.environment(), folder=self.folder, user=self.place.user)

    def wait(self) -> None:
        """Wait until it answers, and complete it."""
        deadline = time.monotonic() + self.ready_within_s
        while not self.answers():
            if not self.process.is_running():
                raise SetupFailed(f"{self.title} did not start; {self.end_of_log()}")
            if time.monotonic() > deadline:
                raise SetupFailed(
                    f"{self.title} does not answer after {self.ready_within_s} seconds; {self.end_of_log()}"
                )
            time.sleep(_POLL_S)
        self.complete()

    def stop(self) -> None:
        """Stop it; without effect where it does not run."""
        if self.process.is_running():
            print(f"Stopping {self.title} …", flush=True)
        self.process.stop(self.stops_on, within_s=self.stops_within_s)

    def is_well(self) -> bool:
        """Whether it runs and answers."""
        return self.process.is_running() and self.answers()

    def state(self) -> str:
        """How it is, in words for people."""
        if self.process.has_died():
            return f"has ended by itself; {self.end_of_log()}"
        if not self.process.is_running():
            return "is not running"
        return f"answers at {self.address()}" if self.answers() else f"runs and does not answer; {self.end_of_log()}"

    def end_of_log(self) -> str:
        """The last lines of its log, named."""
        return f"the end of {self.process.log}:\n{self.process.last_words()}"


def http_status(port: int, method: str, path: str, body: bytes | None = None) -> int | None:
    """What a server on this machine says to a request; None where it does not answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_ANSWER_WITHIN_S)
    try:
        connection.request(method, path, body)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def first_program(*names: str, folders: list[Path]) -> Path | None:
    """The first program of these names in these folders, then wherever programs are."""
    places = [*folders, *map(Path, os.get_exec_path()), Path("/usr/sbin"), Path("/usr/local/sbin")]
    found = (folder / name for name in names for folder in places)
    return next((path for path in found if os.access(path, os.X_OK) and path.is_file()), None)
