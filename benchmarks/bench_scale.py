"""What the admin costs for people of three kinds, where agencies are few and where they are many.

    .venv/bin/python -m benchmarks.bench_scale [--agencies 30] [--pages 1000] [--installation FOLDER [--database URL]]

Seeds a small installation (3 agencies, 300 pages) and a large one, and asks both for the same screens. ``FOLDER`` is
a DATA_DIR that ``seed_scale`` has filled already, and ``URL`` the DATABASE_URL that belongs to it where that is not
SQLite; it is migrated and measured instead of the large one. On a machine that others use too, only the processor's
time means something.
Goals: as many SQL statements with 1,000 agencies as with 3, 300 ms at the 95th percentile, 0.3 ms for the guard.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measuring import reported

_SMALL = (3, 300)
_ROUNDS = 20


def main() -> None:
    """Seed, measure, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=30)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--installation", type=Path)
    parser.add_argument("--database", default="", help="The database of the installation; its SQLite file if left out.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="govcms-bench-") as folder:
        small = measured(Path(folder, "small"), *_SMALL)
        if options.installation:
            large = measured(options.installation.resolve(), database=options.database)
        else:
            large = measured(Path(folder, "large"), options.agencies, options.pages)
    print_figures(small, large)


def measured(folder: Path, agencies: int = 0, pages: int = 0, *, database: str = "") -> dict[str, Any]:
    """The figures of one installation, migrated and, where numbers are given, seeded."""
    environment = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": database,
        "BASE_HOST": "gov.test",
        "LOG_LEVEL": "error",
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
    }

    def manage(*words: str) -> None:
        subprocess.run([sys.executable, "manage.py", *words], check=True, env=environment)

    manage("migrate", "--verbosity=0")
    if agencies:
        manage("seed_scale", f"--agencies={agencies}", f"--pages={pages}")
    return reported([sys.executable, "-m", "benchmarks.start", "admin_screens", str(_ROUNDS)], environment)


def print_figures(small: dict[str, Any], large: dict[str, Any]) -> None:
    """One line a screen."""
    for name, numbers in (("small", small), ("large", large)):
        print(f"{name}: {json.dumps(numbers['size'])}, guard {numbers['guard_ms']} ms a request (goal 0.3)")
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    columns = {"statements": "statements", "p50": "p50 ms", "p95": "p95 ms", "cpu50": "CPU p50", "cpu95": "CPU p95"}
    print(f"{'':44}" + "".join(f"{title:>16}" for title in columns.values()))
    for screen, there in large["screens"].items():
        here = small["screens"][screen]
        pairs = "".join(f"{here[name]:>8} →{there[name]:>6}" for name in columns)
        marks = [" more statements" if there["statements"] > here["statements"] else ""]
        marks += [" beyond 300 ms" if there["p95"] > 300 else ""]
        print(f"{screen:44}{pairs}{','.join(mark for mark in marks if mark)}")


if __name__ == "__main__":
    main()
