"""What one process does at a time, kept in the database: over all processes and machines, whichever database it is.

A lock lasts as long as its holder lives, and costs a connection; a lease lasts for a time that its holder names, and
is nobody's after that. Clocks of machines may differ by some seconds.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from tenants.models import Lease

_KEPT_FOR = timedelta(days=1)


def claim(name: str, *, holder: str, for_s: float) -> datetime | None:
    """Take or renew a lease; None where it is ours now, else until when another process has it."""
    now = timezone.now()
    until = now + timedelta(seconds=for_s)
    # Most often somebody has it, and reading costs the others nothing.
    present = Lease.objects.filter(name=name).first()
    if present is None:
        with suppress(IntegrityError), transaction.atomic():
            Lease.objects.create(name=name, holder=holder, until=until)
            return None
        present = Lease.objects.filter(name=name).first() or Lease(holder="", until=now)
    # Further away than anybody would claim it: the clock of a machine was wrong.
    absurd = until + timedelta(seconds=for_s + 60)
    if present.holder != holder and now < present.until < absurd:
        return present.until
    free = Lease.objects.filter(Q(holder=present.holder, until=present.until), name=name)
    return None if free.update(holder=holder, until=until) else until


def release(*names: str, holder: str) -> None:
    """Give leases back, where they are still ours."""
    Lease.objects.filter(name__in=names, holder=holder).delete()


def holders(prefix: str) -> set[str]:
    """Who holds leases now whose names begin so."""
    current = Lease.objects.filter(name__startswith=prefix, until__gt=timezone.now())
    return set(current.values_list("holder", flat=True))


def prune_leases() -> int:
    """Delete the leases that ended a day ago; returns how many."""
    return Lease.objects.filter(until__lt=timezone.now() - _KEPT_FOR).delete()[0]
