"""Writes the log, in the transaction of what it tells of."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from tenants.audit.origin import Kind, current_origin
from tenants.models import PLATFORM_KEY, Agency, AuditEntry, UnsealedEntry
from tenants.rights import agency_in_scope

logger = logging.getLogger(__name__)

_BATCH = 500
# Names lie with the account and can be erased there; the log cannot. What people write to each other about a page
# lies with the page, and may name anybody.
_PERSONAL_KEYS = frozenset(
    {"email", "e-mail", "name", "full_name", "user_name", "username", "invitee", "person", "comment", "reply", "text"}
)
_EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"',;]+")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was done, to be written to the log."""

    action: str
    # A row, or (kind, uid or key) of one that is gone.
    subject: models.Model | tuple[str, str] | None = None
    # None for the agency in scope, else the platform's own.
    agency_id: int | None = None
    # The uid of the person who acts, where it is not the one of the request.
    actor: UUID | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def record(
    action: str,
    *,
    subject: models.Model | tuple[str, str] | None = None,
    agency: Agency | None = None,
    actor: Any = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write one thing to the log of ``agency``: else of the subject's, of the agency in scope, of the platform.

    ``actor`` is the account that acts where it is not the one of the request. Names and e-mail addresses are left
    out of ``details``.
    """
    agency_id = agency.pk if agency is not None else agency_of(subject)
    record_many([Fact(action, subject, agency_id, getattr(actor, "uid", None), details or {})])


def record_many(facts: Iterable[Fact]) -> None:
    """Write several things at once, with two statements a batch."""
    origin, now = current_origin(), timezone.now()
    fallback: list[int | None] = []
    entries = []
    for fact in facts:
        agency_id = fact.agency_id
        if agency_id is None:
            if not fallback:
                fallback.append(_agency_of_last_resort())
            agency_id = fallback[0]
        if agency_id is None:
            # Before there is any agency there is nobody whose log it could be.
            logger.warning("audit.nobodys", extra={"action": fact.action})
            continue
        kind, key = _named(fact.subject)
        entries.append(
            AuditEntry(
                agency_id=agency_id,
                at=now,
                actor_kind=Kind.PERSON if fact.actor else origin.kind,
                actor=fact.actor or origin.actor,
                action=fact.action[:100],
                subject_type=kind,
                subject=key,
                address=origin.address or None,
                reference=origin.reference,
                details=_impersonal(dict(fact.details)),
            )
        )
    if not entries:
        return
    # Without a savepoint: an entry that cannot be written takes what it tells of along.
    with transaction.atomic(savepoint=False):
        AuditEntry._base_manager.bulk_create(entries, batch_size=_BATCH)
        UnsealedEntry.objects.bulk_create([UnsealedEntry(entry=entry) for entry in entries], batch_size=_BATCH)


def agency_of(subject: models.Model | tuple[str, str] | None) -> int | None:
    """The id of the agency that a row belongs to, where the row itself knows."""
    if isinstance(subject, Agency):
        return subject.pk
    found: int | None = getattr(subject, "agency_id", None)
    return found


def _agency_of_last_resort() -> int | None:
    agency = agency_in_scope()
    if agency is not None:
        return agency.pk
    return Agency.objects.filter(key=PLATFORM_KEY).values_list("pk", flat=True).first()


def _named(subject: models.Model | tuple[str, str] | None) -> tuple[str, str]:
    if subject is None:
        return "", ""
    if isinstance(subject, tuple):
        return subject[0][:100], subject[1][:64]
    return subject._meta.label[:100], str(getattr(subject, "uid", None) or subject.pk)[:64]


def _is_personal(key: Any, value: Any) -> bool:
    # What is no text holds numbers and keys besides, and is gone through itself.
    return isinstance(value, str) and str(key).lower() in _PERSONAL_KEYS


def _impersonal(value: Any) -> Any:
    if isinstance(value, dict):
        kept = ((key, item) for key, item in value.items() if not _is_personal(key, item))
        return {key: _impersonal(item) for key, item in kept}
    if isinstance(value, list | tuple):
        return [_impersonal(item) for item in value]
    if isinstance(value, str):
        # PostgreSQL keeps no NUL in JSON.
        return _EMAIL.sub("…", value).replace("\x00", "")
    return value
