"""Run every benchmark, one after the other: ``python -m benchmarks [name …]``."""

import subprocess
import sys
from pathlib import Path


def main() -> None:
    """Run the benchmarks named on the command line, or all; fail at the end when one failed."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    asked = [f"bench_{name.removeprefix('bench_')}" for name in sys.argv[1:]] or found
    unknown = sorted(set(asked) - set(found))
    if unknown:
        sys.exit(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(found)}.")
    failed = []
    for name in asked:
        print(f"\n== {name.removeprefix('bench_')}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"]).returncode != 0:
            failed.append(name)
    if failed:
        sys.exit(f"make bench: failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
