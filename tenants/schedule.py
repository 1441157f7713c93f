"""What the platform does by the clock: apps register in ``ready()``, the worker keeps the time."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from django.db import close_old_connections

logger = logging.getLogger(__name__)

_LONGEST_WAIT_S = 1.0


@dataclass(slots=True)
class ScheduledJob:
    """One thing done every ``every_s`` seconds."""

    name: str
    every_s: float
    run: Callable[[], object]
    # On the monotonic clock; zero makes it due at start.
    due_at: float = field(default=0.0)


_jobs: dict[str, ScheduledJob] = {}


def register_schedule(name: str, every_s: float, run: Callable[[], object]) -> None:
    """Do ``run`` every ``every_s`` seconds in the worker, in no scope: it enters the scopes it needs.

    Jobs run one after the other in one thread, so a long one enqueues a task instead.
    Raises ValueError when ``every_s`` is not positive.
    """
    if every_s <= 0:
        raise ValueError(f"{name} must have a positive number of seconds between its runs.")
    _jobs[name] = ScheduledJob(name=name, every_s=every_s, run=run)


def scheduled_jobs() -> list[ScheduledJob]:
    """The registered jobs, each as registered and due at once."""
    return [ScheduledJob(name=job.name, every_s=job.every_s, run=job.run) for job in _jobs.values()]


def run_due(jobs: list[ScheduledJob], *, now: float) -> None:
    """Run the jobs that are due at ``now``; one that fails is logged and does not stop the rest."""
    for job in jobs:
        if job.due_at > now:
            continue
        close_old_connections()
        # Imported late: apps register their jobs before there are models.
        from tenants.audit import Kind, acting_as

        try:
            with acting_as(Kind.SYSTEM, reference=job.name):
                job.run()
        except Exception:  # a job is somebody else's code, and the clock must go on
            logger.exception("schedule.failed", extra={"job": job.name})
        # Missed runs are not made up for: after a long stop each job runs once.
        job.due_at = now + job.every_s
    close_old_connections()


def keep_schedule(*, until: Event) -> None:
    """Run the registered jobs by the clock until ``until`` is set."""
    jobs = scheduled_jobs()
    while not until.is_set():
        run_due(jobs, now=time.monotonic())
        next_due = min((job.due_at for job in jobs), default=time.monotonic() + _LONGEST_WAIT_S)
        until.wait(min(max(next_due - time.monotonic(), 0.01), _LONGEST_WAIT_S))
