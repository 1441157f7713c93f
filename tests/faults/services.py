"""The real servers of ``make services-up``, one of which is killed as a machine that fails would end it."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infrastructure.services.__main__ import SERVERS, variables_of
from infrastructure.services.place import Place
from infrastructure.services.server import Server

# The DATA_DIR in which they were started.
VARIABLE = "TEST_SERVICES_DIR"
_ENDS_WITHIN_S = 10


class Services:
    """PostgreSQL, Elasticsearch, SeaweedFS and the cache, by their names."""

    def __init__(self, data_dir: Path) -> None:
        self._place = Place(data_dir)
        self._servers: dict[str, Server] = {kind.name: kind(self._place) for kind in SERVERS}

    def are_well(self) -> bool:
        """Whether each of them answers."""
        return all(server.is_well() for server in self._servers.values())

    def variables(self) -> dict[str, str]:
        """What an installation has to be told to use them."""
        return variables_of(list(self._servers.values()))

    def kill(self, name: str) -> None:
        """End one at once."""
        self._servers[name].process.stop(signal.SIGKILL, within_s=_ENDS_WITHIN_S)

    def start(self, name: str) -> None:
        """Start one again, and wait until it answers."""
        with self._place.alone():
            self._servers[name].start()
            self._servers[name].wait()

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """Kill one; it is back at the end, however that comes."""
        self.kill(name)
        try:
            yield
        finally:
            self.start(name)


def find_services() -> Services | None:
    """Those that were started for the tests, where there are any."""
    data_dir = os.environ.get(VARIABLE, "")
    # The installation's database is a copy of the one that the tests have migrated on the same server.
    if not data_dir or not os.environ.get("TEST_DATABASE_URL"):
        return None
    services = Services(Path(data_dir))
    return services if services.are_well() else None
