"""Deletion of what nobody needs any more."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from govcms.observability.housekeeping import prune_finished_tasks, prune_sessions
from tenants.models import Agency, FailedTask

pytestmark = pytest.mark.django_db


def test_expired_sessions_go_and_others_stay() -> None:
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(minutes=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(minutes=1))

    prune_sessions()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


@pytest.mark.parametrize(
    ("status", "days_ago", "stays"),
    [
        (TaskResultStatus.SUCCESSFUL, 0, True),
        (TaskResultStatus.SUCCESSFUL, 2, False),
        (TaskResultStatus.FAILED, 2, True),
        (TaskResultStatus.FAILED, 31, False),
        (TaskResultStatus.READY, None, True),
    ],
)
def test_results_of_tasks_are_kept_for_a_time(
    status: TaskResultStatus, days_ago: int | None, stays: bool, health: Agency
) -> None:
    finished_at = None if days_ago is None else timezone.now() - timedelta(days=days_ago)
    result = DBTaskResult.objects.create(
        status=status,
        finished_at=finished_at,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="wagtail.tasks.update_reference_index_task",
        backend_name="default",
        exception_class_path="",
        traceback="",
        run_after=timezone.now(),
    )
    FailedTask._base_manager.create(
        agency=health,
        result=result,
        task=result.task_path,
        error="builtins.ValueError",
        tries=1,
        failed_at=timezone.now(),
    )

    assert prune_finished_tasks() == int(not stays)

    assert DBTaskResult.objects.exists() is stays
    assert FailedTask._base_manager.exists() is stays
