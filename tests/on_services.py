"""Run all tests on real servers: ``python -m tests.on_services [pytest arguments]``, or ``make test-services``.

PostgreSQL, Elasticsearch, the S3 store and the cache are started for this run alone, and gone after it. Last come
the tests that kill them.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from infrastructure.install import SetupFailed
from infrastructure.services.__main__ import chosen, start, variables_of
from infrastructure.services.place import Place
from tests.source_files import BASE_DIR


def main(arguments: list[str]) -> int:
    """Run the tests with these arguments; returns the exit code."""
    # Not those of ``make services-up``: somebody may be working with them.
    folder = tempfile.mkdtemp(prefix="govcms-services-")
    place = Place(Path(folder))
    servers = chosen(place, [])
    try:
        with place.alone():
            start(servers)
        told = {_told(name): value for name, value in variables_of(servers).items()}
        command = ["sh", "infrastructure/test.sh", *arguments]
        variables = {**os.environ, **told, "TEST_SERVICES_DIR": folder}
        return subprocess.run(command, cwd=BASE_DIR, env=variables, check=False).returncode
    finally:
        with place.alone():
            for server in servers:
                server.stop()
        shutil.rmtree(folder)


def _told(name: str) -> str:
    # The library of the file store reads its key itself.
    return name if name.startswith("AWS_") else f"TEST_{name}"


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupFailed as error:
        sys.exit(f"make test-services: {error}")
    except KeyboardInterrupt:
        sys.exit("make test-services: stopped.")
