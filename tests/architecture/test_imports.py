"""Who may import whom, as pyproject.toml says."""

import subprocess
import sys
from pathlib import Path

from tests.source_files import BASE_DIR


def test_packages_import_only_from_floors_below() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run([lint_imports, "--no-cache"], cwd=BASE_DIR, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout
