"""Background tasks: each says what it does, and whose work it is.

A task runs at least once: after a crash, or when it failed on the way, it runs again (``tenants.retries``).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from django_tasks.base import Task

P = ParamSpec("P")
T = TypeVar("T")

# By path, what people are told that a task does. Wagtail's own have no words for it.
_labels: dict[str, str | Promise] = {
    "wagtail.tasks.update_reference_index_task": _("Note what a page or file refers to"),
    "wagtail.tasks.delete_file_from_storage_task": _("Delete a file"),
    "wagtail.images.tasks.set_image_focal_point_task": _("Find what a picture is about"),
    "modelsearch.tasks.insert_or_update_object_task": _("Make something findable in the admin"),
}


def background_task(label: str | Promise, *, without_agency: str = "") -> Callable[[Callable[P, T]], Task[P, T]]:
    """Make a function a task that the worker runs; ``label`` tells people what it does.

    A task takes ``agency_uid``, and runs in the scope of that agency; any other has to say in ``without_agency`` why
    it is about none. Raises TypeError where neither is so, or both.
    """

    def declare(function: Callable[P, T]) -> Task[P, T]:
        """Check and remember."""
        takes_agency = "agency_uid" in inspect.signature(function).parameters
        if takes_agency == bool(without_agency.strip()):
            raise TypeError(
                f"{function.__name__} must take agency_uid, or else say without_agency why it is about none."
            )
        made: Task[P, T] = task()(function)
        _labels[made.module_path] = label
        return made

    return declare


def label_of(path: str) -> str:
    """What the task with this path does, in words for people."""
    return str(_labels.get(path) or path.rpartition(".")[2].replace("_", " "))


def is_wagtails(path: str) -> bool:
    """Whether a task is Wagtail's own: such tasks know no agencies, and none is lost with what it was about."""
    return path.startswith(("wagtail.", "modelsearch."))


def is_uid(value: object) -> bool:
    """Whether an argument can be somebody's uid."""
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True


def check_arguments(made: Task[Any, Any], args: list[Any], kwargs: dict[str, Any]) -> None:
    """Raise TypeError where the arguments do not fit the function."""
    first = [None] if made.takes_context else []
    inspect.signature(made.func).bind(*first, *args, **kwargs)
