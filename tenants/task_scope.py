"""The scope that a background task works in.

A task that names ``agency_uid`` works in that agency, Wagtail's own work in every agency; any other enters
the scopes it needs itself. Without this, Wagtail's tasks fail with NoTenantScope and the reference index stays
empty without a word.
"""

from contextlib import AbstractContextManager, ExitStack
from contextvars import ContextVar
from typing import Any

from django.dispatch import receiver
from django_tasks import TaskResult
from django_tasks.signals import task_finished, task_started

from tenants.audit import Kind, acting_as, current_origin
from tenants.background import check_arguments, is_uid, is_wagtails
from tenants.errors import CannotSucceed
from tenants.models import Agency
from tenants.scope import every_agency, tenant_scope

# A task run at once, within another, must give the scope back to the outer one: hence by task id.
_entered: ContextVar[dict[str, ExitStack] | None] = ContextVar("task_scopes", default=None)


def _scope_of(task_result: TaskResult[Any]) -> AbstractContextManager[Any] | None:
    agency_uid = task_result.kwargs.get("agency_uid")
    if agency_uid is not None:
        agency = Agency.objects.filter(uid=agency_uid).first() if is_uid(agency_uid) else None
        if agency is None:
            raise CannotSucceed("The agency that it was for does not exist.")
        return tenant_scope(agency)
    if is_wagtails(task_result.task.module_path):
        return every_agency(reason="wagtail")
    return None


@receiver(task_started, dispatch_uid="tenants.enter_scope_of_task")
def enter_scope_of_task(sender: object, task_result: TaskResult[Any], **kwargs: object) -> None:
    """Enter the scope of a task that starts.

    Raises CannotSucceed where its agency is gone, and where it was enqueued with arguments that it does not take.
    """
    try:
        check_arguments(task_result.task, task_result.args, task_result.kwargs)
    except TypeError as error:
        raise CannotSucceed("It was enqueued by another version of the program, with other arguments.") from error
    stack = ExitStack()
    scope = _scope_of(task_result)
    if scope is not None:
        stack.enter_context(scope)
    if not current_origin().reference:
        # In the worker; a task that is run at once is the doing of whoever had it run.
        stack.enter_context(acting_as(Kind.SYSTEM, reference=task_result.task.module_path))
    _entered.set({**(_entered.get() or {}), str(task_result.id): stack})


@receiver(task_finished, dispatch_uid="tenants.leave_scope_of_task")
def leave_scope_of_task(sender: object, task_result: TaskResult[Any], **kwargs: object) -> None:
    """Leave the scope of a task that ended."""
    leave_scope(str(task_result.id))


def leave_scope(task_id: str) -> None:
    """Leave the scope of the task with this id, where it is in it still: its end may go untold."""
    entered = dict(_entered.get() or {})
    scope = entered.pop(task_id, None)
    if scope is not None:
        _entered.set(entered)
        scope.close()
