"""A thousand publications, with Elasticsearch killed twice in between."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

import pytest

from tests.faults.conftest import database_of, eventually
from tests.faults.publishing import PAGES
from tests.faults.services import Services
from tests.journeys.installation import Installation
from tests.source_files import BASE_DIR

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("faults")]


def test_all_of_them_are_found(running: Installation, services: Services, tmp_path: Path) -> None:
    said = tmp_path / "said"
    with (
        said.open("w") as output,
        _publishing(running, "parks", output) as one,
        _publishing(running, "water", output) as other,
    ):
        # Each says a line for each time that it has published all its pages.
        for lines in (2, 10):
            eventually(partial(_has_lines, said, lines), within_s=120)
            services.kill("elasticsearch")
            services.start("elasticsearch")
        assert (one.wait(timeout=120), other.wait(timeout=120)) == (0, 0)
    assert len(said.read_text().splitlines()) * PAGES == 1000

    eventually(lambda: outbox_of(running) == 0, within_s=60)
    assert running.manage("check_search", "--report-only").startswith("No difference")


def _has_lines(path: Path, number: int) -> bool:
    return len(path.read_text().splitlines()) >= number


@contextmanager
def _publishing(running: Installation, key: str, output: IO[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that publishes five hundred times."""
    script = f"from tests.faults.publishing import publish; publish({key!r})"
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", script]
    variables = {**running.variables, "LOG_LEVEL": "error"}
    with subprocess.Popen(command, cwd=BASE_DIR, env=variables, stdout=output) as process:
        try:
            yield process
        finally:
            process.kill()


def outbox_of(running: Installation) -> int:
    """How many entries the index has yet to hear of."""
    with database_of(running) as database, database.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_outboxrow")
        return int(cursor.fetchone()[0])
