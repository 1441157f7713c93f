"""A standard page with menus and eight blocks, beside the same content on a stock Wagtail project.

Run: ``python -m benchmarks.bench_page [SITES]`` (default 1,000). Each project gets a folder, a database
and a process of its own; nothing of the installation at hand is read or written.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measuring import reported

ROOT = Path(__file__).resolve().parent.parent


def measure(sites: int = 1_000) -> dict[str, Any]:
    """All figures of both projects."""
    with tempfile.TemporaryDirectory(prefix="govcms-bench-") as folder:
        here = {
            **os.environ,
            "DATA_DIR": f"{folder}/data",
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": "",
            "LOG_LEVEL": "error",
        }
        ours = reported([sys.executable, "-m", "benchmarks.start", "platform_page", str(sites)], here, ROOT)
        stock_folder = Path(folder, "stock")
        stock_folder.mkdir()
        stock_run = [sys.executable, str(ROOT / "benchmarks/stock/make.py"), str(stock_folder)]
        stock = reported(stock_run, {**os.environ, "PYTHONPATH": str(ROOT)}, stock_folder)
    return {
        "platform": ours,
        "stock Wagtail": stock,
        "stock CPU / platform CPU": round(stock["cpu_ms"] / ours["cpu_ms"], 1),
        "the same, body drawn anew": round(stock["cpu_ms"] / ours["cpu_ms body drawn anew"], 1),
    }


def main() -> None:
    """Print the figures."""
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000), indent=2))


if __name__ == "__main__":
    main()
