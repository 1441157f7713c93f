"""The worker as a process: it runs tasks, keeps the schedule, and stops when told."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.utils import ConnectionHandler

from tests.database import InstalledDatabase, migrated_database
from tests.source_files import BASE_DIR


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[InstalledDatabase]:
    """The database of an installation of its own."""
    with migrated_database(tmp_path, django_db_blocker) as copy:
        yield copy


@pytest.fixture
def ask(database: InstalledDatabase, django_db_blocker: Any) -> Callable[[str], list[str]]:
    """Ask that database from outside."""

    def answers(question: str) -> list[str]:
        there = ConnectionHandler({"default": {**connection.settings_dict, "NAME": database.name}})["default"]
        with django_db_blocker.unblock(), there.cursor() as cursor:
            cursor.execute(question)
            rows = [row[0] for row in cursor.fetchall()]
            there.close()
            return rows

    return answers


@pytest.fixture
def variables(database: InstalledDatabase, tmp_path: Path) -> dict[str, str]:
    """The environment of an installation of its own."""
    own = {"DJANGO_SETTINGS_MODULE": "govcms.settings.production", "DATA_DIR": str(tmp_path), "TASKS_BACKEND": ""}
    return {**os.environ, **own, "DATABASE_URL": database.url}


def _manage(variables: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_the_worker_works_and_stops_when_told(variables: dict[str, str], ask: Callable[[str], list[str]]) -> None:
    enqueue = (
        "from wagtail.tasks import update_reference_index_task as task; task.enqueue('wagtailcore', 'locale', '1');"
        "from django.contrib.sessions.models import Session; from django.utils import timezone;"
        "Session.objects.create(session_key='old', session_data='', expire_date=timezone.now())"
    )
    assert _manage(variables, "shell", "-v", "0", "-c", enqueue).wait(timeout=60) == 0

    worker = _manage(variables, "run_worker")
    try:
        # Jobs of the schedule have tasks of their own in the queue.
        own_task = "SELECT status FROM django_tasks_database_dbtaskresult WHERE task_path LIKE 'wagtail.%'"
        _wait_for(lambda: ask(own_task) == ["SUCCESSFUL"])
        _wait_for(lambda: ask("SELECT session_key FROM django_session") == [])
    finally:
        worker.send_signal(signal.SIGTERM)
        output = worker.communicate(timeout=20)[0]

    assert worker.returncode == 0
    assert "Traceback" not in output
    assert "schedule.failed" not in output


def test_a_worker_without_a_queue_says_so(variables: dict[str, str]) -> None:
    worker = _manage({**variables, "TASKS_BACKEND": "immediate"}, "run_worker")

    output = worker.communicate(timeout=60)[0]

    assert worker.returncode == 1
    assert output.strip() == (
        "CommandError: TASKS_BACKEND has no queue to work through; set it to database, or use --no-tasks."
    )


def _wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.2)
    pytest.fail("it did not happen within 30 seconds")
