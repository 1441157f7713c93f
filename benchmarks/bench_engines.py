"""How fast the two search engines are made anew, asked, and told of what is published: the embedded one, Elasticsearch.

    python3 -m infrastructure.services up elasticsearch
    python3 -m infrastructure.services exec .venv/bin/python -m benchmarks engines

``FOLDER`` of ``--corpora`` holds dev.jsonl.gz and dev-queries.tsv. The server is the one that SEARCH_URL names, with an
index of its own that is gone afterwards; without one the embedded engine is measured alone.
Goals: 1,500 entries a second for the embedded engine and 2,000 for Elasticsearch, found 1 s after publishing.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measuring import reported

_BASE_DIR = Path(__file__).resolve().parent.parent
_CORPORA = _BASE_DIR.parent / "shared" / "corpora"
# How each figure is called, and whether more of it is better.
_FIGURES = {
    "entries/s": "rebuild_search, entries a second",
    "entries/cpu s": "the same by this process's processor time",
    "engine p50 ms": "a query, the engine alone, median ms",
    "engine p95 ms": "a query, the engine alone, p95 ms",
    "page p50 ms": "a page of results, median ms",
    "page p95 ms": "a page of results, p95 ms",
    "publish ms": "publishing, index included, median ms",
    "found ms": "from published to found, median ms",
    "found longest ms": "from published to found, longest ms",
}


def main() -> None:
    """Load once, then measure each engine in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=_CORPORA)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if not (options.corpora / "dev.jsonl.gz").exists():
        print(f"There is no corpus in {options.corpora}; name its folder with --corpora.")
        return
    with tempfile.TemporaryDirectory(prefix="govcms-bench-") as folder:
        here = {
            **os.environ,
            "DATA_DIR": folder,
            "DATABASE_URL": "",
            "SEARCH_URL": "",
            "S3_BUCKET": "",
            "S3_ENDPOINT_URL": "",
            "CACHE_URL": "",
            "BASE_HOST": "localhost",
            "LOG_LEVEL": "error",
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }
        for words in (
            ["migrate", "--verbosity=0"],
            ["load_corpus", str(options.corpora / "dev.jsonl.gz")],
            ["launch_site", "--agency=platform", "--name=Portal", "--host=localhost", "--template=portal", "--live"],
        ):
            subprocess.run([sys.executable, "manage.py", *words], check=True, cwd=_BASE_DIR, env=here)
        measure = [sys.executable, "-m", "benchmarks.start", "engine", str(options.corpora / "dev-queries.tsv")]
        measure.append(str(options.rounds))
        found = {"embedded": reported(measure, here, _BASE_DIR)}
        if server := os.environ.get("SEARCH_URL"):
            there = {**here, "SEARCH_URL": server, "SEARCH_INDEX": f"govcms-bench-{os.getpid()}"}
            found["Elasticsearch"] = reported(measure, there, _BASE_DIR)
        else:
            print("SEARCH_URL names no server; the embedded engine is measured alone.")
    print_figures(found)


def print_figures(found: dict[str, dict[str, Any]]) -> None:
    """One line a figure, and how many times the first engine's the second one's is."""
    entries = next(iter(found.values()))["entries"]
    print(f"{entries} entries; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"{'':48}" + "".join(f"{name:>16}" for name in found) + f"{'ratio':>10}" * (len(found) > 1))
    for name, title in _FIGURES.items():
        values = [figures[name] for figures in found.values()]
        ratio = f"{values[1] / values[0]:>10.2f}" if len(values) > 1 else ""
        print(f"{title:48}" + "".join(f"{value:>16,}" for value in values) + ratio)


if __name__ == "__main__":
    main()
