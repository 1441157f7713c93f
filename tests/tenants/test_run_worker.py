"""The worker as a process: it runs tasks, keeps the schedule, and stops when told."""

import json
import os
import signal
import socket
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

_MANY = 150
# What a server does to everybody who is connected when it is started again; a file cuts nobody off.
_CUT_OFF = {
    "postgresql": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    "sqlite": "SELECT 1",
}
_ENQUEUE_MAIL = (
    "from govcms.identity.models import User; from govcms.identity.tasks import mail_password_link as task;"
    "user = User.objects.create_user('ann@health.example', 'correct horse battery', name='Ann');"
    "task.enqueue(user_uid=str(user.uid), language='en')"
)
_ENQUEUE_MANY = (
    "from wagtail.tasks import update_reference_index_task as task;"
    f"[task.enqueue('wagtailcore', 'locale', '1') for _number in range({_MANY})]"
)


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
        output = worker.communicate(timeout=60)[0]

    assert worker.returncode == 0
    assert "Traceback" not in output
    assert "schedule.failed" not in output


def test_two_workers_share_the_work_and_take_up_what_a_dead_one_left(
    variables: dict[str, str], ask: Callable[[str], list[str]], tmp_path: Path
) -> None:
    mails = "SELECT status FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%mail_password_link'"
    by_whom = "SELECT worker_ids FROM django_tasks_database_dbtaskresult WHERE task_path LIKE 'wagtail.%'"
    workers: list[subprocess.Popen[str]] = []
    with socket.create_server(("127.0.0.1", 0)) as silent:
        # A mail server that takes the call and says nothing: who talks to it is in the middle of a task.
        mail_server = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        doomed = _manage({**variables, "EMAIL_URL": mail_server}, "run_worker")
        try:
            _in_shell(variables, _ENQUEUE_MAIL)
            _wait_for(lambda: ask(mails) == ["RUNNING"])
        finally:
            doomed.kill()
            doomed.communicate(timeout=60)
    assert ask(mails) == ["RUNNING"]
    # As if its leases had ended: they last for up to a minute, and those of daily jobs for a day.
    ask("DELETE FROM tenants_lease RETURNING name")
    try:
        workers += [_manage(variables, "run_worker") for _number in range(2)]
        _wait_for(lambda: ask(mails) == ["READY"])
        ask("UPDATE django_tasks_database_dbtaskresult SET run_after = enqueued_at RETURNING id")
        _wait_for(lambda: ask(mails) == ["SUCCESSFUL"])
        _wait_for(lambda: len(ask("SELECT name FROM tenants_lease WHERE name LIKE 'worker.%'")) == 2)
        ask(_CUT_OFF[connection.vendor])
        _in_shell(variables, _ENQUEUE_MANY)
        _wait_for(lambda: len(done := _lists(ask(by_whom))) >= _MANY and all(done))
    finally:
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
        outputs = [worker.communicate(timeout=60)[0] for worker in workers]

    assert [worker.returncode for worker in workers] == [0, 0]
    assert "Traceback" not in "".join(outputs)
    # Who stops takes its sign of life away; who was cut off in the middle of a question has left the one of before.
    cut_off = "".join(outputs).count("worker.database_away")
    assert len(ask("SELECT name FROM tenants_lease WHERE name LIKE 'worker.%'")) == cut_off
    assert len(list((tmp_path / "mail").iterdir())) == 1
    assert ask("SELECT task FROM tenants_failedtask") == []
    done = _lists(ask(by_whom))
    assert {len(whom) for whom in done} == {1}, "each task was run once"
    assert len({whom[0] for whom in done}) == 2, "each worker ran some"


def test_a_worker_without_a_queue_says_so(variables: dict[str, str]) -> None:
    worker = _manage({**variables, "TASKS_BACKEND": "immediate"}, "run_worker")

    output = worker.communicate(timeout=60)[0]

    assert worker.returncode == 1
    assert output.strip() == (
        "CommandError: TASKS_BACKEND has no queue to work through; set it to database, or use --no-tasks."
    )


def _in_shell(variables: dict[str, str], code: str) -> None:
    shell = _manage(variables, "shell", "-v", "0", "-c", code)
    output = shell.communicate(timeout=60)[0]
    assert shell.returncode == 0, output


def _lists(values: list[Any]) -> list[list[str]]:
    """Values of a JSON column as either database gives them."""
    return [json.loads(value) if isinstance(value, str) else value for value in values]


def _wait_for(condition: Callable[[], bool]) -> None:
    # Other tests, and a browser, may run beside this one.
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.2)
    pytest.fail("it did not happen within 90 seconds")
