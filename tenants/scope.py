"""Whose rows a piece of work may see, and the SQL condition that enforces it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FullResultSet
from django.db import models

from tenants.errors import NoTenantScope

if TYPE_CHECKING:
    from tenants.models import Agency


@dataclass(frozen=True, slots=True)
class Scope:
    """One agency, or every agency with the reason why."""

    agency: Agency | None
    reason: str = ""


_scope: ContextVar[Scope | None] = ContextVar("tenant_scope", default=None)


def current_scope() -> Scope | None:
    """The scope of this thread of work; None outside any."""
    return _scope.get()


def current_agency() -> Agency:
    """The one agency in scope.

    Raises NoTenantScope outside a scope and inside ``every_agency``.
    """
    scope = _scope.get()
    if scope is None or scope.agency is None:
        raise NoTenantScope("No single agency is in scope here.")
    return scope.agency


@contextmanager
def tenant_scope(agency: Agency) -> Iterator[Agency]:
    """Work on the rows of ``agency`` and no other."""
    token = _scope.set(Scope(agency))
    try:
        yield agency
    finally:
        _scope.reset(token)


@contextmanager
def every_agency(*, reason: str) -> Iterator[None]:
    """Work on the rows of all agencies, for a reason that a reader can check.

    Raises ValueError when ``reason`` is blank.
    """
    if not reason.strip():
        raise ValueError("Say why every agency is meant.")
    token = _scope.set(Scope(None, reason))
    try:
        yield
    finally:
        _scope.reset(token)


class InScope(models.Func):
    """The condition "belongs to the agency in scope".

    The scope is read when SQL is compiled, not when the queryset is built: forms, viewsets and
    filters hold querysets that were built at import or in another request.
    """

    output_field = models.BooleanField()
    conditional = True

    def __init__(self, field: str = "agency_id", **extra: Any) -> None:
        super().__init__(models.F(field), **extra)

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra_context: Any) -> tuple[str, Any]:
        """``column = %s``; no condition at all within ``every_agency``; NoTenantScope outside a scope."""
        scope = _scope.get()
        if scope is None:
            raise NoTenantScope("These rows belong to agencies, and no agency is in scope.")
        if scope.agency is None:
            raise FullResultSet
        column, params = compiler.compile(self.source_expressions[0])
        return f"{column} = %s", (*params, scope.agency.pk)
