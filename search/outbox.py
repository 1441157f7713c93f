"""The outbox drained: the engine catches up with the corpus."""

from __future__ import annotations

import logging
import time

from django.db import transaction

from search.corpus import documents
from search.engine import EngineUnavailable, SearchEngine, get_engine
from search.models import Entry, OutboxRow
from search.rebuilding import BATCH_SIZE, forget, rebuild
from search.versions import version_of
from tenants.errors import UserError

logger = logging.getLogger(__name__)

# More than this is left to the worker: who saves a page should not wait for it.
_MOST_AT_COMMIT = 20


def drain_at_commit() -> None:
    """Let the engine catch up once this transaction is committed.

    What is much, or what another process is already at, is left to the worker.
    """
    transaction.on_commit(_drain_a_little, robust=True)


def catch_up(*, engine: SearchEngine | None = None) -> int:
    """Bring the engine up to date, building the index where it is missing, damaged or of another form.

    Returns how many entries were indexed or removed; 0 when another process holds the engine's lock.
    """
    engine = engine or get_engine()
    with engine.try_lock() as is_ours:
        if not is_ours:
            return 0
        built = 0
        if not engine.is_ready():
            built = rebuild(engine)
            logger.info("Search index rebuilt", extra={"event": "search.rebuilt", "entries": built})
        return built + _drain(engine)


def wait_until_caught_up(*, timeout_s: float = 30.0) -> int:
    """As ``catch_up``, but wait for another process that is at it.

    Returns how many entries this process indexed or removed.
    Raises UserError when the other one does not come to an end, and when the engine cannot be used.
    """
    engine = get_engine()
    end = time.monotonic() + timeout_s
    try:
        caught_up = catch_up(engine=engine)
        while OutboxRow.objects.exists() or not engine.is_ready():
            if time.monotonic() > end:
                raise UserError("Another process is writing the search index and does not finish; try again later.")
            time.sleep(0.05)
            caught_up += catch_up(engine=engine)
    except EngineUnavailable as error:
        raise UserError(f"The search engine cannot be used: {error}") from error
    return caught_up


def _drain_a_little() -> None:
    if OutboxRow.objects.count() > _MOST_AT_COMMIT:
        return
    engine = get_engine()
    try:
        with engine.try_lock() as is_ours:
            if is_ours and engine.is_ready():
                _drain(engine)
    except EngineUnavailable:
        logger.exception("Search index not updated", extra={"event": "search.unavailable"})


def _drain(engine: SearchEngine) -> int:
    drained = 0
    while rows := list(OutboxRow.objects.order_by("pk")[:BATCH_SIZE]):
        # Of an entry that is gone, the time when that was told: it may have come back since, with a newer version.
        told = {row.uid: version_of(row.created_at) for row in rows}
        found = {document.uid: document for document in documents(Entry.objects.filter(uid__in=list(told)))}
        gone = {uid: version for uid, version in told.items() if uid not in found}
        engine.apply(documents=found.values(), deleted=gone)
        # Only after the engine's commit: a crash before this line costs a second round, never an entry.
        forget([row.pk for row in rows])
        drained += len(told)
    return drained
