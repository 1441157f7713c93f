"""A page that is in no cache, on SQLite and on PostgreSQL.

    python3 -m infrastructure.services up postgresql
    python3 -m infrastructure.services exec .venv/bin/python -m benchmarks database

PostgreSQL is measured in a new database beside the one that DATABASE_URL names; without it SQLite is measured alone.
"Drawn anew": the body is not remembered. "Nothing remembered": nor are menus and addresses, as in a new process.
"""

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.bench_launch import new_database
from benchmarks.measuring import reported

_ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Measure each database in a process of its own."""
    found = {"SQLite": measured("")}
    if server := os.environ.get("DATABASE_URL"):
        with new_database(server) as address:
            found["PostgreSQL"] = measured(address)
    else:
        print("DATABASE_URL names no server; SQLite is measured alone.")
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"{'':36}" + "".join(f"{name:>16}" for name in found) + f"{'ratio':>10}" * (len(found) > 1))
    for name in found["SQLite"]:
        values = [figures[name] for figures in found.values()]
        ratio = f"{values[1] / values[0]:>10.2f}" if len(values) > 1 else ""
        print(f"{name:36}" + "".join(f"{value:>16}" for value in values) + ratio)


def measured(database_url: str) -> dict[str, float]:
    """The figures of a new installation on this database."""
    with tempfile.TemporaryDirectory(prefix="govcms-bench-") as folder:
        here = {
            **os.environ,
            "DATA_DIR": folder,
            "DATABASE_URL": database_url,
            "SEARCH_URL": "",
            "S3_BUCKET": "",
            "S3_ENDPOINT_URL": "",
            "CACHE_URL": "",
            "BASE_HOST": "gov.test",
            "LOG_LEVEL": "error",
        }
        return reported([sys.executable, "-m", "benchmarks.start", "database_page"], here, _ROOT)


if __name__ == "__main__":
    main()
