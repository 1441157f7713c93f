"""Real servers of a test's own, on this machine, gone with the test."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from infrastructure.services.place import Place
from infrastructure.services.server import Server

ServerT = TypeVar("ServerT", bound=Server)


@contextmanager
def running(kind: type[ServerT], folder: Path) -> Iterator[ServerT]:
    """Run a server with its data in ``folder``; what the platform has to be told is in the environment."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATA_DIR", str(folder))
        # Folders of tests are closed to everybody but who runs them.
        environment.setenv("SERVICES_USER", "root")
        place = Place()
        with place.alone():
            server = kind(place)
            try:
                server.start()
                server.wait()
                for name, value in server.variables().items():
                    environment.setenv(name, value)
                yield server
            finally:
                # Its data goes with it, so nothing has to be put in order.
                server.process.stop(signal.SIGKILL, within_s=5)
