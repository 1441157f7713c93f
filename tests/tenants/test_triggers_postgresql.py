"""The same rules on PostgreSQL, through the product's own actions."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgresql import find_programs, running_server
from tests.source_files import BASE_DIR


@pytest.mark.postgresql
def test_the_rules_hold_on_postgresql(tmp_path: Path):
    programs = find_programs()
    assert programs is not None, "the marker leaves this test out where there is no PostgreSQL"
    with running_server(programs) as address:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "govcms.settings.production",
            "DATA_DIR": str(tmp_path / "var"),
            "DATABASE_URL": address,
            "BASE_HOST": "gov.test",
            "TASKS_BACKEND": "immediate",
        }
        for command in (["manage.py", "migrate", "--no-input"], ["-m", "tests.tenants.rules_on_postgresql"]):
            done = subprocess.run(
                [sys.executable, *command], cwd=BASE_DIR, env=environment, capture_output=True, text=True
            )
            assert done.returncode == 0, f"{done.stdout}{done.stderr}"
