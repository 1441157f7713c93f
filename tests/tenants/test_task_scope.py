"""The scope of background tasks."""

import uuid

import pytest
from django_tasks import TaskResult, TaskResultStatus, task
from wagtail.tasks import update_reference_index_task

from tenants.errors import CannotSucceed
from tenants.models import Agency
from tenants.scope import Scope, current_scope, tenant_scope

seen: list[Scope | None] = []


@task()
def look_around(agency_uid: str = "") -> None:
    """Note the scope."""
    seen.append(current_scope())


@task()
def work_for(*, agency_uid: str, then_for: str = "") -> None:
    """Note the scope, before and after a task that is run at once within this one."""
    seen.append(current_scope())
    if then_for:
        work_for.enqueue(agency_uid=then_for)
        seen.append(current_scope())


@task()
def fail_for(*, agency_uid: str) -> None:
    """Break."""
    raise RuntimeError("broken")


@pytest.fixture(autouse=True)
def nothing_seen() -> None:
    """Forget what the tasks of another test saw."""
    seen.clear()


def test_a_task_that_names_an_agency_works_in_its_scope(health: Agency) -> None:
    work_for.enqueue(agency_uid=str(health.uid))

    assert seen == [Scope(health)]
    assert current_scope() is None


def test_a_task_within_a_task_gives_the_scope_back(health: Agency, transport: Agency) -> None:
    work_for.enqueue(agency_uid=str(health.uid), then_for=str(transport.uid))

    assert seen == [Scope(health), Scope(transport), Scope(health)]
    assert current_scope() is None


def test_a_task_that_fails_gives_the_scope_back(health: Agency, transport: Agency) -> None:
    with tenant_scope(transport):
        result = fail_for.enqueue(agency_uid=str(health.uid))

        assert current_scope() == Scope(transport)
    assert result.status == TaskResultStatus.FAILED


def test_a_task_that_names_no_agency_gets_no_scope() -> None:
    look_around.enqueue()

    assert seen == [None]


@pytest.mark.django_db
def test_a_task_of_an_agency_that_is_gone_does_not_run() -> None:
    with pytest.raises(CannotSucceed, match="does not exist"):
        work_for.enqueue(agency_uid=str(uuid.uuid4()))

    assert seen == []


def test_a_task_with_arguments_of_another_version_does_not_run(health: Agency) -> None:
    with pytest.raises(CannotSucceed, match="other arguments"):
        work_for.enqueue(agency_uid=str(health.uid), then_from="yesterday")  # type: ignore[call-arg]

    assert seen == []


def test_wagtails_own_tasks_work_in_every_agency(health: Agency) -> None:
    result: TaskResult[None] = update_reference_index_task.enqueue("tenants", "agency", str(health.pk))

    assert result.status == TaskResultStatus.SUCCESSFUL
    assert current_scope() is None
