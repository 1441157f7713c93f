"""The worker is killed while it works."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.faults.conftest import database_of, eventually, found_titles, mails_to, publish
from tests.faults.content import FORGETFUL
from tests.faults.visitor import Visitor
from tests.journeys.installation import Installation

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("faults")]

_DUE = """
    SELECT id FROM django_tasks_database_dbtaskresult
    WHERE status = 'READY' AND (run_after <= now() OR run_after > now() + interval '1 year')
"""
_MAILS = """
    SELECT status FROM django_tasks_database_dbtaskresult
    WHERE task_path LIKE '%mail_password_link' ORDER BY enqueued_at
"""
# What a worker was doing is taken up a minute after it was last heard of.
_LET_A_MINUTE_PASS = """
    UPDATE tenants_lease SET until = now() - interval '1 second'
    WHERE holder IN (SELECT worker_ids ->> -1 FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING')
"""


def test_what_a_killed_worker_was_doing_is_done(
    running: Installation, citizen: Visitor, publisher: Visitor, made: dict[str, Any]
) -> None:
    # What tests before this one have left to do comes first.
    eventually(lambda: ask(running, _DUE) == [], within_s=60)
    mails = mails_to(running, FORGETFUL)
    worker = worker_of(running)
    os.kill(worker, signal.SIGSTOP)
    visitor = Visitor(running, host="admin")
    visitor.get("/password/")
    assert visitor.post("/password/", {"email": FORGETFUL}).status == 302
    with database_of(running) as database, database.cursor() as cursor:
        # Nobody can be looked up, so the task comes no further.
        cursor.execute("LOCK TABLE identity_user IN ACCESS EXCLUSIVE MODE")
        os.kill(worker, signal.SIGCONT)
        eventually(lambda: ask(running, _MAILS)[-1] == "RUNNING", within_s=20)
        os.kill(worker, signal.SIGKILL)

    slug = publish(publisher, made, "Pertussis without a worker")
    assert citizen.get(f"/{slug}/").status == 200
    assert found_titles(citizen, "pertussis") == ["Pertussis without a worker"]
    with database_of(running) as database, database.cursor() as cursor:
        cursor.execute(_LET_A_MINUTE_PASS)
    eventually(lambda: mails_to(running, FORGETFUL) == mails + 1, within_s=40)
    assert worker_of(running) not in {0, worker}


def ask(running: Installation, question: str) -> list[str]:
    """The first column of what the database answers."""
    with database_of(running) as database, database.cursor() as cursor:
        cursor.execute(question)
        return [str(row[0]) for row in cursor.fetchall()]


def worker_of(running: Installation) -> int:
    """The process of the worker; 0 while there is none."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1]
            if int(parent) == running.process_id and b"run_worker" in (process / "cmdline").read_bytes():
                return int(process.name)
        except OSError:
            continue
    return 0
