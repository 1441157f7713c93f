"""Check that each pinned requirement is what its lock file installs, and that it is argued for."""

import re
import sys
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
PAIRS = {
    "requirements.txt": "requirements.lock",
    "requirements-dev.txt": "requirements-dev.lock",
    "infrastructure/requirements-node.txt": "infrastructure/requirements-node.lock",
    "infrastructure/requirements-seaweedfs.txt": "infrastructure/requirements-seaweedfs.lock",
}
_ARGUED = re.compile(r"(?P<pin>[A-Za-z0-9._-]+==[^\s;]+)\s*(?:;[^#]*)?\s+# \S")


def problems(asked_path: Path, lock_path: Path) -> list[str]:
    """What is wrong with one pair of files, a sentence each."""
    lock = lock_path.read_text(encoding="utf-8").splitlines()
    locked = {line.split()[0].lower() for line in lock if "==" in line}
    found = []
    for line in asked_path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        match = _ARGUED.match(line)
        if match is None:
            found.append(f"{asked_path.name}: pin it and say in a comment why it is needed: {line}")
        elif match["pin"].lower() not in locked:
            found.append(f"{lock_path.name} does not hold {match['pin']}; run `make lock`.")
    return found


if __name__ == "__main__":
    all_problems = [problem for asked, lock in PAIRS.items() for problem in problems(BASE_DIR / asked, BASE_DIR / lock)]
    sys.exit("\n".join(all_problems) or 0)
