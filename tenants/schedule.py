"""What the platform does by the clock: apps register in ``ready()``, the workers keep the time.

Every worker has a clock, and a job is run by one of them: by whose lease it is. The others take over when it ends.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string

from tenants.errors import Away
from tenants.locks import try_lock

logger = logging.getLogger(__name__)

_LONGEST_WAIT_S = 1.0
# Who runs a job that is due more often holds it for this long, and writes no lease each time. When it dies, the
# others go on after as long.
LEASE_S = 10.0
# What needs a server that is away is tried less and less often, down to this.
AWAY_PAUSE_S = 5.0
_DATABASE_PAUSE_S = 10.0


@dataclass(slots=True)
class ScheduledJob:
    """One thing done every ``every_s`` seconds."""

    name: str
    every_s: float
    run: Callable[[], object]
    # On the monotonic clock; zero makes it due at start.
    due_at: float = field(default=0.0)
    # Until when, on the same clock, no other process runs it.
    ours_until: float = field(default=0.0)
    # While something that it needs is away, how long it waits.
    pause_s: float = field(default=0.0)


_jobs: dict[str, ScheduledJob] = {}


def register_schedule(name: str, every_s: float, run: Callable[[], object]) -> None:
    """Do ``run`` every ``every_s`` seconds in one of the workers, in no scope: it enters the scopes it needs.

    Jobs run one after the other in one thread, so a long one enqueues a task instead.
    Raises ValueError when ``every_s`` is not positive.
    """
    if every_s <= 0:
        raise ValueError(f"{name} must have a positive number of seconds between its runs.")
    _jobs[name] = ScheduledJob(name=name, every_s=every_s, run=run)


def scheduled_jobs() -> list[ScheduledJob]:
    """The registered jobs, each as registered and due at once."""
    return [ScheduledJob(name=job.name, every_s=job.every_s, run=job.run) for job in _jobs.values()]


def run_due(jobs: list[ScheduledJob], *, now: float, holder: str) -> None:
    """Run the jobs that are due at ``now`` and no other process's; one that fails does not stop the rest.

    Raises OperationalError or InterfaceError where the database is away.
    """
    for job in jobs:
        if job.due_at > now:
            continue
        close_old_connections()
        if not _is_ours(job, now=now, holder=holder):
            continue
        _run(job)
        # Missed runs are not made up for: after a long stop each job runs once.
        job.due_at = now + (job.pause_s or job.every_s)
    close_old_connections()


def keep_schedule(*, until: Event) -> None:
    """Run the registered jobs by the clock until ``until`` is set, with the other processes that do."""
    jobs, holder = scheduled_jobs(), get_random_string(32)
    pause_s = 0.0
    while not until.is_set():
        try:
            run_due(jobs, now=time.monotonic(), holder=holder)
        except Exception as error:  # without its clock a worker would look as if it lived
            if not isinstance(error, OperationalError | InterfaceError):
                logger.exception("schedule.stumbled")
            elif not pause_s:
                logger.warning("schedule.database_away", extra={"reason": type(error).__name__})
            pause_s = min(pause_s * 2 or _LONGEST_WAIT_S, _DATABASE_PAUSE_S)
            close_old_connections()
            until.wait(pause_s)
            continue
        if pause_s:
            logger.warning("schedule.database_back")
            pause_s = 0.0
        next_due = min((job.due_at for job in jobs), default=time.monotonic() + _LONGEST_WAIT_S)
        until.wait(min(max(next_due - time.monotonic(), 0.01), _LONGEST_WAIT_S))
    _let_others_go_on(jobs, holder)


def _is_ours(job: ScheduledJob, *, now: float, holder: str) -> bool:
    span_s = max(job.every_s, LEASE_S)
    # Renewed half-way: a job changes hands when its clock stands still, and not with each lease.
    if now < job.ours_until - span_s / 2:
        return True
    # Imported late, as below: apps register their jobs before there are models.
    from tenants.leases import claim

    taken_until = claim(_lease_of(job), holder=holder, for_s=span_s)
    if taken_until is None:
        job.ours_until = now + span_s
        return True
    job.due_at = now + max((taken_until - timezone.now()) / timedelta(seconds=1), 0.0)
    return False


def _run(job: ScheduledJob) -> None:
    from tenants.audit import Kind, acting_as

    try:
        # A run that took longer than its lease is not met by another.
        with try_lock(f"schedule.{job.name}") as is_alone, acting_as(Kind.SYSTEM, reference=job.name):
            if not is_alone:
                return
            job.run()
    except Away as error:
        if not job.pause_s:
            logger.warning("schedule.away", extra={"job": job.name, "reason": str(error)})
        job.pause_s = max(job.every_s, min(job.pause_s * 2, AWAY_PAUSE_S))
    except Exception as error:  # a job is somebody else's code, and the clock must go on
        if isinstance(error, OperationalError | InterfaceError) and not _has_database():
            raise
        logger.exception("schedule.failed", extra={"job": job.name})
    else:
        if job.pause_s:
            logger.warning("schedule.back", extra={"job": job.name})
            job.pause_s = 0.0


def _has_database() -> bool:
    return connection.connection is not None and connection.is_usable()


def _lease_of(job: ScheduledJob) -> str:
    return f"schedule.{job.name}"


def _let_others_go_on(jobs: list[ScheduledJob], holder: str) -> None:
    """Give back what is due before its lease ends; what is due later was done for now."""
    from tenants.leases import release

    try:
        release(*[_lease_of(job) for job in jobs if job.every_s < LEASE_S], holder=holder)
    except (OperationalError, InterfaceError):
        logger.info("schedule.lease_not_released")
    close_old_connections()
