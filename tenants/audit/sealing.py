"""Seals the log in a chain per agency, and tells where a chain is broken."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.db import transaction

from tenants.models import Agency, AuditEntry, AuditSeal, UnsealedEntry
from tenants.scope import tenant_scope

logger = logging.getLogger(__name__)

_LONGEST_SEAL = 5_000
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is found of an agency's log."""

    seals: int
    entries: int
    waiting: int
    last_digest: str
    # A sentence about the first break; empty where the chain is whole.
    broken: str = ""


def seal_all() -> int:
    """Seal what waits, agency by agency; returns how many seals were set."""
    waiting = UnsealedEntry.objects.values_list("entry__agency", flat=True).distinct().order_by()
    return sum(seal_agency(agency) for agency in Agency.objects.filter(pk__in=list(waiting)).order_by("pk"))


def seal_agency(agency: Agency) -> int:
    """Seal what waits in an agency's log; returns how many seals were set."""
    count = 0
    while _seal_some(agency):
        count += 1
    return count


@transaction.atomic
def _seal_some(agency: Agency) -> bool:
    # Two workers that come at once: the second waits here, and finds nothing left.
    Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    with tenant_scope(agency):
        waiting = UnsealedEntry.objects.filter(entry__agency=agency).order_by("pk")
        keys = list(waiting.values_list("pk", flat=True)[:_LONGEST_SEAL])
        if not keys:
            return False
        last = AuditSeal.objects.order_by("-number").first()
        seal = AuditSeal(
            agency=agency,
            number=last.number + 1 if last else 1,
            first_entry=keys[0],
            last_entry=keys[-1],
            count=len(keys),
            entries=keys,
            previous=last.digest if last else "",
        )
        seal.digest = _digest(seal, _read(keys))
        seal.save(force_insert=True)
        for batch in _batches(keys):
            UnsealedEntry.objects.filter(pk__in=batch).delete()
    # Written where the database does not reach: a chain that is cut at its end shows against these lines.
    logger.info("audit.sealed", extra={"agency": agency.key, "number": seal.number, "digest": seal.digest})
    return True


def told_seals(lines: Iterable[str]) -> dict[str, dict[int, str]]:
    """The digests of seals by agency and number, as lines of the worker's log tell of them."""
    told: dict[str, dict[int, str]] = defaultdict(dict)
    for line in lines:
        if "audit.sealed" not in line:
            continue
        with suppress(ValueError, KeyError, TypeError):
            facts = json.loads(line)
            told[facts["agency"]][int(facts["number"])] = facts["digest"]
    return told


def verify_agency(agency: Agency, *, told: Mapping[int, str] | None = None) -> Verdict:
    """Go through an agency's chain, up to the first break; ``told`` are digests that lie outside the database.

    Who can write to the database can cut a chain at its end so that what is left is whole, or write it anew: only
    what was told elsewhere shows that.
    """
    told = told or {}
    with tenant_scope(agency):
        sealed: set[int] = set()
        previous, number = "", 0
        for seal in AuditSeal.objects.order_by("number").iterator(chunk_size=50):
            number += 1
            broken = _first_break(seal, number=number, previous=previous, sealed=sealed)
            if not broken and told.get(number, seal.digest) != seal.digest:
                broken = f"seal {number} is not the one that the worker's log tells of"
            if broken:
                return Verdict(number - 1, len(sealed), 0, previous, broken)
            sealed.update(seal.entries)
            previous = seal.digest
        if max(told, default=0) > number:
            broken = f"seal {number + 1} is missing: the worker's log tells of {max(told)}"
            return Verdict(number, len(sealed), 0, previous, broken)
        waiting = set(UnsealedEntry.objects.filter(entry__agency=agency).values_list("pk", flat=True))
        for key in AuditEntry.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=5_000):
            if key not in sealed and key not in waiting:
                broken = f"entry {key} is in no seal and does not wait for one"
                return Verdict(number, len(sealed), len(waiting), previous, broken)
        if twice := sealed & waiting:
            broken = f"entry {min(twice)} is sealed and waits for a seal all the same"
            return Verdict(number, len(sealed), len(waiting), previous, broken)
        return Verdict(number, len(sealed), len(waiting), previous)


def _first_break(seal: AuditSeal, *, number: int, previous: str, sealed: set[int]) -> str:
    if seal.number != number:
        return f"seal {number} is missing"
    if seal.previous != previous:
        return f"seal {number} does not follow the seal before it"
    keys = seal.entries
    if (seal.first_entry, seal.last_entry, seal.count) != (keys[0], keys[-1], len(keys)) or sealed & set(keys):
        return f"seal {number} was changed"
    entries = list(_read(keys))
    if gone := set(keys) - {entry.pk for entry in entries}:
        return f"entry {min(gone)} of seal {number} is missing"
    if _digest(seal, entries) != seal.digest:
        return f"an entry of seal {number} was changed, between entries {keys[0]} and {keys[-1]}"
    return ""


def _read(keys: Sequence[int]) -> Iterator[AuditEntry]:
    """The entries as the database has them, in the order of their keys."""
    for batch in _batches(keys):
        yield from AuditEntry.objects.filter(pk__in=batch).order_by("pk")


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]


def _digest(seal: AuditSeal, entries: Any) -> str:
    total = hashlib.sha256()
    head = [seal.previous, str(seal.agency.uid), seal.number, seal.entries, seal.sealed_at.astimezone(UTC).isoformat()]
    total.update(_canonical(head))
    for entry in entries:
        total.update(b"\n")
        total.update(_canonical(_facts_of(entry)))
    return total.hexdigest()


def _facts_of(entry: AuditEntry) -> dict[str, Any]:
    return {
        "id": entry.pk,
        "uid": str(entry.uid),
        "agency": entry.agency_id,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_kind": entry.actor_kind,
        "actor": str(entry.actor) if entry.actor else None,
        "action": entry.action,
        "subject_type": entry.subject_type,
        "subject": entry.subject,
        "address": entry.address,
        "reference": entry.reference,
        "details": entry.details,
    }


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
