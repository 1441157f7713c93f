"""A page of twenty blocks and ten pictures beside one with a picture, a page and a document; a picture's sizes.

Run: ``python -m benchmarks.bench_content``. The platform gets a folder and a database of its own.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measuring import reported

ROOT = Path(__file__).resolve().parent.parent


def measure() -> dict[str, Any]:
    """All figures, and what twenty blocks cost against one."""
    with tempfile.TemporaryDirectory(prefix="govcms-bench-") as folder:
        here = {**os.environ, "DATA_DIR": folder, "PYTHONPATH": str(ROOT), "DATABASE_URL": "", "LOG_LEVEL": "error"}
        figures = reported([sys.executable, "-m", "benchmarks.start", "content_page"], here, ROOT)
    for kind in ("queries", "cpu_ms", "cpu_ms body drawn anew"):
        figures[f"twenty / one: {kind}"] = round(figures[f"twenty: {kind}"] / figures[f"one: {kind}"], 2)
    return figures


def main() -> None:
    """Print the figures."""
    print(json.dumps(measure(), indent=2))


if __name__ == "__main__":
    main()
