"""Who is acting and from where, for whatever is written to the log meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from tenants.models import AuditEntry
from tenants.visitor_address import visitor_address

Kind = AuditEntry.ActorKind


@dataclass(frozen=True, slots=True)
class Origin:
    """What the log says of an actor."""

    kind: Kind
    actor: UUID | None = None
    address: str = ""
    # The reference of a request, or the name of a command, task or job.
    reference: str = ""


_NOBODY = Origin(Kind.SYSTEM)
_origin: ContextVar[Origin | HttpRequest] = ContextVar("audit_origin", default=_NOBODY)


def current_origin() -> Origin:
    """Who acts now: the person of the request, a command, or the system."""
    found = _origin.get()
    return found if isinstance(found, Origin) else _origin_of(found)


@contextmanager
def acting_for(request: HttpRequest) -> Iterator[None]:
    """Name the person of ``request``, its address and reference; the person is asked for when something is written."""
    token = _origin.set(request)
    try:
        yield
    finally:
        _origin.reset(token)


@contextmanager
def acting_as(kind: Kind, *, reference: str) -> Iterator[None]:
    """Name a command, a task or a job of the schedule."""
    token = _origin.set(Origin(kind, reference=reference[:64]))
    try:
        yield
    finally:
        _origin.reset(token)


def _origin_of(request: HttpRequest) -> Origin:
    user: Any = getattr(request, "user", None)
    is_person = user is not None and user.is_authenticated
    return Origin(
        Kind.PERSON if is_person else Kind.VISITOR,
        actor=user.uid if is_person else None,
        address=visitor_address(request),
        reference=getattr(request, "reference", "")[:64],
    )
