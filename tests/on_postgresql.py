"""Run tests on a PostgreSQL server of their own: ``python -m tests.on_postgresql tests/isolation``.

The server starts on a free port of this machine and is gone afterwards; each test process has a database of
its own on it.
"""

import os
import subprocess
import sys

from tests.postgresql import find_programs, running_server


def main(arguments: list[str]) -> int:
    """Run pytest with these arguments; returns its exit code."""
    programs = find_programs()
    if programs is None:
        sys.stderr.write("PostgreSQL's programs are not installed here.\n")
        return 1
    with running_server(programs) as url:
        command = [sys.executable, "-m", "pytest", *arguments]
        return subprocess.run(command, env={**os.environ, "TEST_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
