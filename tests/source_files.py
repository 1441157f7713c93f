"""The project's own files, as tests of the code's shape see them."""

import subprocess
from functools import cache
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


@cache
def project_files(suffix: str = "") -> tuple[Path, ...]:
    """Every file that is or would be committed and whose name ends with ``suffix``."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = (BASE_DIR / name for name in listed.split("\0") if name.endswith(suffix) and name)
    return tuple(sorted({path for path in paths if path.is_file()}))


def name_of(path: Path) -> str:
    """How a test calls a file: its path inside the project."""
    return str(path.relative_to(BASE_DIR))
