"""Work that one process does at a time, on whichever machine it runs."""

from __future__ import annotations

import fcntl
import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

_held: set[str] = set()
_guard = threading.Lock()


@contextmanager
def try_lock(name: str) -> Iterator[bool]:
    """Hold the lock ``name``; yields false at once where another thread, process or machine has it.

    Machines share it through PostgreSQL; with SQLite there is one machine, and a file is enough. Whoever dies lets go.
    """
    with _guard:
        is_ours = name not in _held
        if is_ours:
            _held.add(name)
    if not is_ours:
        yield False
        return
    try:
        is_shared = connection.vendor == "postgresql"
        lock = _advisory_lock(name) if is_shared else try_file_lock(Path(settings.DATA_DIR) / "locks" / name)
        with lock as is_ours:
            yield is_ours
    finally:
        with _guard:
            _held.discard(name)


@contextmanager
def try_file_lock(path: Path) -> Iterator[bool]:
    """Hold the lock of a file on this machine, made where it is missing; yields false at once where another has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        # The operating system lets go of the lock with the file, also where the process dies.
        os.close(descriptor)


@contextmanager
def _advisory_lock(name: str) -> Iterator[bool]:
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        [is_ours] = cursor.fetchone()
    try:
        yield is_ours
    finally:
        # A connection that was lost took the lock with it.
        if is_ours and connection.connection is not None and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
