"""Uploading a picture and seeing it for the first time, with files on disk and in an S3 store.

    python3 -m infrastructure.services up seaweedfs
    python3 -m infrastructure.services exec .venv/bin/python -m benchmarks files

The store is the one that S3_BUCKET and S3_ENDPOINT_URL name, and what is written there is removed again; without one
the disk is measured alone. A picture has 1,600 by 900 pixels; its first view reads it, makes a size and sends that.
"""

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import reported

_ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Measure each store in a process of its own."""
    found = {"disk": measured({"S3_BUCKET": "", "S3_ENDPOINT_URL": ""})}
    if os.environ.get("S3_BUCKET"):
        found["S3"] = measured({})
    else:
        print("S3_BUCKET names no store; the disk is measured alone.")
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"{'':36}" + "".join(f"{name:>12}" for name in found) + f"{'ratio':>10}" * (len(found) > 1))
    for name in found["disk"]:
        values = [figures[name] for figures in found.values()]
        ratio = f"{values[1] / values[0]:>10.2f}" if len(values) > 1 else ""
        print(f"{name:36}" + "".join(f"{value:>12}" for value in values) + ratio)


def measured(store: dict[str, str]) -> dict[str, float]:
    """The figures of a new installation with this store."""
    with tempfile.TemporaryDirectory(prefix="govcms-bench-") as folder:
        here = {
            **os.environ,
            "DATA_DIR": folder,
            "DATABASE_URL": "",
            "SEARCH_URL": "",
            "CACHE_URL": "",
            "BASE_HOST": "gov.test",
            "LOG_LEVEL": "error",
            **store,
        }
        return reported([sys.executable, "-m", "benchmarks.start", "pictures"], here, _ROOT)


if __name__ == "__main__":
    main()
