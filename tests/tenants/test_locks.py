"""Locks that processes share."""

import subprocess
import sys
import threading

import pytest
from django.conf import settings

from tenants.locks import try_lock
from tests.source_files import BASE_DIR

pytestmark = pytest.mark.django_db

_HOLDER = """
import os, sys, django
django.setup()
from django.conf import settings
from django.db import connection
from tenants.locks import try_lock

settings.DATA_DIR = sys.argv[1]
connection.settings_dict["NAME"] = sys.argv[2]
with try_lock("tests.lock") as is_ours:
    print(is_ours, flush=True)
    sys.stdin.readline()
"""


def test_a_lock_is_one_threads_at_a_time() -> None:
    taken: list[bool] = []

    def take() -> None:
        with try_lock("tests.lock") as is_ours:
            taken.append(is_ours)

    with try_lock("tests.lock") as first:
        thread = threading.Thread(target=take)
        thread.start()
        thread.join()
        take()
    take()

    assert first
    assert taken == [False, False, True]


def test_a_process_that_dies_lets_go(tmp_path: object) -> None:
    from django.db import connection

    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(settings.DATA_DIR), str(connection.settings_dict["NAME"])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=BASE_DIR,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "True"
    with try_lock("tests.lock") as is_ours:
        assert not is_ours

    holder.kill()
    holder.wait()

    with try_lock("tests.lock") as is_ours:
        assert is_ours
