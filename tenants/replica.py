"""Reads of public pages from a copy of the database that PostgreSQL keeps, where DATABASE_REPLICA_URL names one.

A copy lags behind by some milliseconds. So it is read only by requests that change nothing, and never for what is
remembered under a version: the version comes from the database itself and would outlive what the copy had.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.models import Model

REPLICA = "replica"
# A copy that is away is asked for again after this time; until then each page would wait for it.
LEAVE_ALONE_S = 5.0
# Who somebody is and what she unlocked a moment ago has to be known at her next request.
_NEVER_FROM_A_COPY = frozenset({"sessions", "identity", "auth"})

logger = logging.getLogger(__name__)


@dataclass
class _Reading:
    """A request that only reads, as far as is known yet."""

    has_written: bool = False


_reading: ContextVar[_Reading | None] = ContextVar("reading", default=None)
_away = {"until": 0.0}


@contextmanager
def reading_a_copy() -> Iterator[None]:
    """Read from the copy until something is written."""
    token = _reading.set(_Reading())
    try:
        yield
    finally:
        _reading.reset(token)


@contextmanager
def reading_the_source() -> Iterator[None]:
    """Read from the database itself: for what is remembered under a version that came from there."""
    token = _reading.set(None)
    try:
        yield
    finally:
        _reading.reset(token)


class ReplicaRouter:
    """Sends reads of public pages to the copy, and everything else to the database."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        """The copy where nothing depends on the last milliseconds."""
        return alias_for_read(model._meta.app_label)

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        """The database; what follows in this request reads what it wrote."""
        if (reading := _reading.get()) is not None:
            reading.has_written = True
        return DEFAULT_DB_ALIAS

    def allow_relation(self, first: Model, second: Model, **hints: Any) -> bool:
        """Rows of the copy are rows of the database."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """PostgreSQL itself brings changes to the copy."""
        return db == DEFAULT_DB_ALIAS


def alias_for_read(app_label: str) -> str:
    """Which connection reads what belongs to an app."""
    reading = _reading.get()
    if reading is None or reading.has_written or app_label in _NEVER_FROM_A_COPY or REPLICA not in connections.settings:
        return DEFAULT_DB_ALIAS
    if connections[DEFAULT_DB_ALIAS].in_atomic_block or not _is_there():
        return DEFAULT_DB_ALIAS
    return REPLICA


def _is_there() -> bool:
    if time.monotonic() < _away["until"]:
        return False
    connection = connections[REPLICA]
    try:
        # What the first query of a request would do anyway; a connection that is there costs nothing.
        connection.close_if_health_check_failed()
        connection.ensure_connection()
    except OperationalError:
        _away["until"] = time.monotonic() + LEAVE_ALONE_S
        logger.warning("database.replica_away")
        return False
    return True
