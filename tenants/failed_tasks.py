"""The tasks that failed, for people: whose they are to see, why they failed, and what can be done about it."""

from __future__ import annotations

from collections import Counter
from smtplib import SMTPException
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from tenants.actions.entries import is_platform_admin
from tenants.audit import Fact, record, record_many
from tenants.errors import Away
from tenants.models import FailedTask
from tenants.retries import LostWorker, is_kind_of
from tenants.scope import current_agency

# The first that fits. An error's own words may name anything, so they are not shown.
_REASONS: list[tuple[type[Exception], str]] = [
    (LostWorker, gettext_noop("The program ended while it was at it.")),
    (SMTPException, gettext_noop("The mail server did not take the mail.")),
    (Away, gettext_noop("A server that it needs did not answer.")),
    (DatabaseError, gettext_noop("The database was away, or did not take it.")),
    (OSError, gettext_noop("A server did not answer, or a file could not be read or written.")),
    (ObjectDoesNotExist, gettext_noop("What it is about is not there any more.")),
    (ImportError, gettext_noop("This version of the program does not know the task.")),
]


def in_reach_of(user: Any) -> QuerySet[FailedTask]:
    """The failed tasks of the agency in scope; who runs the platform sees all of them in its own admin."""
    if current_agency().is_platform and is_platform_admin(user):
        return FailedTask._base_manager.select_related("agency")
    return FailedTask.objects.select_related("agency")


def reason_of(failed: FailedTask) -> str:
    """Why it failed last, in a sentence, with the name of the error for whoever reads the log."""
    if failed.message:
        return failed.message
    reasons = (_(words) for kind, words in _REASONS if is_kind_of(failed.error, kind))
    reason = next(reasons, None) or _("An error in the program.")
    return f"{reason} ({failed.error.rpartition('.')[2]})"


def retry(failed: FailedTask) -> bool:
    """Have a task tried again at once; false where it runs, or has succeeded, in this moment."""
    with transaction.atomic():
        if not _make_ready(_waiting().filter(pk=failed.result_id)):
            return False
        FailedTask._base_manager.filter(pk=failed.pk).update(next_try_at=timezone.now())
        record("tenants.retry_task", subject=failed, details={"task": failed.task})
    return True


def retry_all(given_up: QuerySet[FailedTask]) -> int:
    """Have all these tasks tried again that were given up; returns how many."""
    with transaction.atomic():
        rows = list(given_up.filter(next_try_at=None).values_list("pk", "agency_id"))
        pks = [pk for pk, _agency in rows]
        tried = _make_ready(_waiting().filter(failure__in=pks))
        FailedTask._base_manager.filter(pk__in=pks).update(next_try_at=timezone.now())
        numbers = Counter(agency for _pk, agency in rows)
        record_many(
            Fact("tenants.retry_task", agency_id=agency, details={"tasks": number})
            for agency, number in numbers.items()
        )
    return tried


def dismiss(failed: FailedTask) -> bool:
    """Give a task up for good; false where it runs, or has succeeded, in this moment."""
    with transaction.atomic():
        # Held, so that no worker takes it up between the look and the deletion.
        result = _waiting().select_for_update().filter(pk=failed.result_id).first()
        if result is None:
            return False
        result.delete()
        record("tenants.dismiss_task", subject=failed, details={"task": failed.task})
    return True


def _waiting() -> QuerySet[Any]:
    return DBTaskResult.objects.filter(status__in=[TaskResultStatus.FAILED, TaskResultStatus.READY])


def _make_ready(results: QuerySet[Any]) -> int:
    return results.update(status=TaskResultStatus.READY, run_after=get_date_max(), finished_at=None)
