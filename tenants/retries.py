"""What becomes of a task that failed: it is tried again, later and later, until it is given up and waits for a person.

The queue's own row says all of it: one worker in ``worker_ids`` for each try, ``run_after`` for the next.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pydoc import locate
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from tenants.background import is_uid, is_wagtails
from tenants.errors import CannotSucceed, UserError
from tenants.leases import holders
from tenants.models import PLATFORM_KEY, Agency, FailedTask

logger = logging.getLogger(__name__)

# A mail server that is away for two hours costs no mail: the last of these tries is after three.
TRIES = 8
FIRST_PAUSE_S = 10
PAUSE_GROWS_BY = 4
LONGEST_PAUSE_S = 60 * 60
# By so much a pause is shorter or longer, so that what failed together is not tried again together.
JITTER = 0.2

# A worker holds a lease of this name and its id while it lives.
WORKER_LEASE = "worker."
# What is noted of a task whose worker is gone.
LOST = f"{__name__}.LostWorker"
_UNSETTLED_FOR = timedelta(hours=1)


class LostWorker(Exception):
    """The worker ended while it ran a task."""


def pause_after(tries: int) -> timedelta:
    """How long to wait after so many tries."""
    pause_s = min(FIRST_PAUSE_S * PAUSE_GROWS_BY ** (tries - 1), LONGEST_PAUSE_S)
    return timedelta(seconds=pause_s * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311 -- no secret


def settle(result: DBTaskResult) -> None:
    """After a try: plan the next one of a task that failed; forget the failures of one that succeeded."""
    if result.status == TaskResultStatus.FAILED:
        _plan(result, result.exception_class_path, _last_words(result))
    elif result.status == TaskResultStatus.SUCCESSFUL and len(result.worker_ids) > 1:
        FailedTask._base_manager.filter(result=result).delete()


def lose(result: DBTaskResult) -> None:
    """Plan the next try of a task whose worker can say no more of it."""
    _plan(result, LOST, "")


def take_up_abandoned() -> int:
    """Have those tasks tried again whose worker is gone; returns how many."""
    # Before the leases: a task that has begun since has a worker with one.
    running = list(DBTaskResult.objects.running().only("pk", "worker_ids"))
    alive = holders(WORKER_LEASE)
    taken = _each([found for found in running if found.worker_ids[-1] not in alive], _lose_if_it_still_runs)
    # Their worker died between noting how it ended and what follows from that.
    lately = timezone.now() - _UNSETTLED_FOR
    unplanned = Q(failure=None) | Q(failure__next_try_at__isnull=False)
    _each(DBTaskResult.objects.failed().filter(unplanned, finished_at__gte=lately), settle)
    FailedTask._base_manager.filter(result__status=TaskResultStatus.SUCCESSFUL).delete()
    return taken


def _each(results: Iterable[DBTaskResult], act: Callable[[DBTaskResult], None]) -> int:
    """Do it to each, whatever becomes of another; returns to how many."""
    done = 0
    for result in results:
        try:
            with transaction.atomic():
                act(result)
            done += 1
        except (OperationalError, InterfaceError):
            raise
        except Exception:  # one row that cannot be read must not keep the others waiting
            logger.exception("task.not_taken_up", extra={"task_id": str(result.pk)})
    return done


def _lose_if_it_still_runs(found: DBTaskResult) -> None:
    result = DBTaskResult.objects.running().select_for_update().filter(pk=found.pk).first()
    if result is not None and result.worker_ids == found.worker_ids:
        lose(result)


def is_kind_of(error: str, kind: type[Exception]) -> bool:
    """Whether the class of an error, by its path, is one of a kind; false where it is not known any more."""
    # Classes of errors lie in classes too, as a model's DoesNotExist does.
    found = locate(error)
    return isinstance(found, type) and issubclass(found, kind)


def _plan(result: DBTaskResult, error: str, message: str) -> None:
    if is_wagtails(result.task_path) and is_kind_of(error, ObjectDoesNotExist):
        # What it was about was deleted meanwhile: nothing is left to do, and nothing to tell.
        result.delete()
        return
    now, tries = timezone.now(), len(result.worker_ids)
    # Tried by hand after it was given up, a task has as many tries again.
    is_last = tries % TRIES == 0 or is_kind_of(error, CannotSucceed)
    next_try_at = None if is_last else now + pause_after(tries)
    result.status = TaskResultStatus.FAILED if is_last else TaskResultStatus.READY
    result.run_after = next_try_at or get_date_max()
    result.finished_at = now if is_last else None
    result.exception_class_path = error
    told = {"task": result.task_path, "task_id": str(result.pk), "tries": tries, "error": error}
    with transaction.atomic():
        result.save(update_fields=["status", "run_after", "finished_at", "exception_class_path"])
        _note(result, error=error, message=message, failed_at=now, tries=tries, next_try_at=next_try_at)
    if is_last:
        logger.error("task.given_up", extra=told)
    else:
        logger.warning("task.tried_again_later", extra=told)


def _note(result: DBTaskResult, *, error: str, message: str, tries: int, failed_at: datetime, **values: Any) -> None:
    agency = _agency_of(result)
    if agency is None:
        # Before there is a platform there is nobody whom it could be shown.
        return
    values |= {"agency": agency, "task": result.task_path[:200], "error": error[:200], "message": message[:300]}
    FailedTask._base_manager.update_or_create(
        result=result, defaults={**values, "tries": tries, "failed_at": failed_at}
    )


def _agency_of(result: DBTaskResult) -> Agency | None:
    uid = result.args_kwargs["kwargs"].get("agency_uid")
    found = Agency.objects.filter(uid=uid).first() if is_uid(uid) else None
    return found or Agency.objects.filter(key=PLATFORM_KEY).first()


def _last_words(result: DBTaskResult) -> str:
    """The message of an error that we have written for people; those of others may hold anything."""
    error = result.exception_class_path
    if not any(is_kind_of(error, kind) for kind in (CannotSucceed, UserError)):
        return ""
    _before, found, words = result.traceback.rpartition(f"{error}: ")
    return words.strip().replace("\x00", "") if found else ""
