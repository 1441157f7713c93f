"""The switches in the rules, for procedures that are documented; a test lists who may import this.

A switch is on during one transaction and never outside: nobody else sees it, and nothing that goes wrong can leave it
behind. Those of single rules are rows of a table.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from tenants.models import Exemption
from tenants.triggers.install import drop_triggers, sync_triggers

logger = logging.getLogger(__name__)


@contextmanager
def rewriting(*tables: type[models.Model], reason: str) -> Iterator[None]:
    """Let rows of these append-only models be changed and deleted, in a transaction of this block.

    For erasure that the law asks for, and for tests that put tables back. Raises ValueError without a reason.
    """
    with _exempt([("rewrite", model._meta.db_table) for model in tables], reason):
        yield


@contextmanager
def handing_over(*, reason: str) -> Iterator[None]:
    """Let rows change their agency, in a transaction of this block; references must still be right at each step."""
    with _exempt([("handover", "")], reason):
        yield


@contextmanager
def without_rules(connection: BaseDatabaseWrapper, *, reason: str) -> Iterator[None]:
    """Take all triggers of a database away, in a transaction of this block, which ends with every rule in its place.

    For rows that another database has kept under the same rules. Raises ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("Say which procedure needs this.")
    with transaction.atomic(using=connection.alias):
        drop_triggers(connection)
        logger.warning("tenants.rules_exempted", extra={"reason": reason})
        yield
        # Foreign keys wait for the commit, and PostgreSQL makes no trigger on a table that something waits for.
        connection.check_constraints()
        sync_triggers(connection)


@contextmanager
def _exempt(switches: list[tuple[str, str]], reason: str) -> Iterator[None]:
    if not reason.strip():
        raise ValueError("Say which procedure needs this.")
    with transaction.atomic():
        rows = [Exemption.objects.create(kind=kind, subject=subject) for kind, subject in switches]
        logger.warning("tenants.rule_exempted", extra={"switches": switches, "reason": reason})
        yield
        Exemption.objects.filter(pk__in=[row.pk for row in rows]).delete()
