"""The worker of the queue: the library's, that goes on by itself when the database was away, and whom others miss."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from tenants.leases import claim, release
from tenants.retries import WORKER_LEASE, lose, settle
from tenants.task_scope import leave_scope

logger = logging.getLogger(__name__)

_POLL_S = 0.5
_LONGEST_PAUSE_S = 10.0
# What a worker that dies was doing is taken up after this long.
LEASE_S = 60.0
_RENEWED_EVERY_S = 10.0


class Worker(QueueWorker):
    """Runs tasks one after the other until stopped; any number of them share a queue.

    On PostgreSQL each takes a row that no other has locked; on SQLite each takes the one lock that writes.
    """

    def __init__(self, *, batch: bool = False) -> None:
        super().__init__(
            queue_names=["*"],
            interval=_POLL_S,
            batch=batch,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )

    def run(self) -> None:
        """Work, and wait for the database where it goes away, until stopped."""
        try:
            self._run_through_outages()
        finally:
            # Stopped while it waits, it ends by an exception.
            with suppress(OperationalError, InterfaceError):
                release(f"{WORKER_LEASE}{self.worker_id}", holder=self.worker_id)

    def _run_through_outages(self) -> None:
        while True:
            try:
                self.renew_lease()
                super().run()
                return
            except (OperationalError, InterfaceError) as error:
                logger.warning("worker.database_away", extra={"reason": type(error).__name__})
            self._wait_for_database()
            logger.warning("worker.database_back")
            # What it was doing then is nobody's, and is taken up when the lease of the old name ends.
            self.worker_id = get_random_string(32)

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Run it, and plan the next try where it failed."""
        try:
            super().run_task(db_task_result)
            settle(db_task_result)
        except (OperationalError, InterfaceError):
            raise
        except Exception:  # not the task's own: what became of it cannot be written down
            logger.exception("task.not_settled", extra={"task_id": str(db_task_result.pk)})
            # Dismissed meanwhile, it needs nothing more.
            if DBTaskResult.objects.filter(pk=db_task_result.pk).exists():
                lose(db_task_result)
        finally:
            # Where its end could not be written, nobody was told of it.
            leave_scope(str(db_task_result.pk))

    def renew_lease(self) -> None:
        """Tell the others that this worker lives."""
        claim(f"{WORKER_LEASE}{self.worker_id}", holder=self.worker_id, for_s=LEASE_S)

    def keep_lease(self, *, until: threading.Event) -> None:
        """Renew the lease while tasks run, however long one takes; for a thread of its own."""
        while not until.wait(_RENEWED_EVERY_S):
            try:
                self.renew_lease()
            except Exception:  # whatever it is: a worker without a lease has its task run by another beside it
                logger.warning("worker.lease_not_renewed", exc_info=True)
            close_old_connections()

    def _wait_for_database(self) -> None:
        pause_s = _POLL_S
        while True:
            time.sleep(pause_s)
            close_old_connections()
            try:
                connection.ensure_connection()
                return
            except OperationalError:
                pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)
