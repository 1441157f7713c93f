"""Deletion of records that nobody needs any more."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

KEEP_SUCCESSFUL_TASKS = timedelta(days=1)
KEEP_FAILED_TASKS = timedelta(days=30)


def prune_sessions() -> None:
    """Delete the sessions that have expired."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def prune_finished_tasks() -> int:
    """Delete the results of tasks that succeeded a day ago or failed a month ago; returns how many."""
    now = timezone.now()
    finished = DBTaskResult.objects.all()
    old = [
        finished.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lte=now - KEEP_SUCCESSFUL_TASKS),
        finished.filter(status=TaskResultStatus.FAILED, finished_at__lte=now - KEEP_FAILED_TASKS),
    ]
    # What is listed of a failed one goes with it, and does not count.
    return sum(results.delete()[1].get(DBTaskResult._meta.label, 0) for results in old)
