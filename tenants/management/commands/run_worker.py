"""The background worker: tasks of the queue, and what is done by the clock."""

import signal
import threading
from types import FrameType

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks_db.backend import DatabaseBackend

from tenants.schedule import keep_schedule
from tenants.triggers import differing_triggers
from tenants.worker import Worker

# Longer than any job should take, shorter than a service manager waits before it kills.
_LAST_JOB_MAX_S = 8


class Command(BaseCommand):
    """One process: the queue in its main thread, the clock in another, and a sign of life in a third.

    Any number of them share the work, on one machine or several.
    """

    help = "Run background tasks and keep the schedule until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what can be left out."""
        parser.add_argument("--no-schedule", action="store_true", help="Only run tasks.")
        parser.add_argument("--no-tasks", action="store_true", help="Only keep the schedule.")

    def handle(self, *, no_schedule: bool, no_tasks: bool, **options: object) -> None:
        """Work until SIGINT or SIGTERM."""
        # Web server and worker start and stop together: rights that open every agency stop both.
        self.check(databases=["default"])
        if differing_triggers(connection):
            raise CommandError("The database does not keep the rules between agencies; run manage.py migrate.")
        backend = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
        if not no_tasks and not isinstance(backend, DatabaseBackend):
            raise CommandError("TASKS_BACKEND has no queue to work through; set it to database, or use --no-tasks.")
        stopping = threading.Event()
        clock = threading.Thread(target=keep_schedule, kwargs={"until": stopping}, name="schedule", daemon=True)
        if not no_schedule:
            clock.start()
        try:
            if no_tasks:
                _wait_for_signal(stopping)
            else:
                _run_tasks(stopping)
        finally:
            stopping.set()
            if not no_schedule:
                clock.join(timeout=_LAST_JOB_MAX_S)


def _run_tasks(stopping: threading.Event) -> None:
    worker = Worker()
    worker.configure_signals()
    threading.Thread(target=worker.keep_lease, kwargs={"until": stopping}, name="lease", daemon=True).start()
    worker.run()


def _wait_for_signal(stopping: threading.Event) -> None:
    def stop(signum: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    stopping.wait()
