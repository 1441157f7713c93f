"""The switches in the rules, for procedures that are documented; a test lists who may import this.

A switch is a row that stands in its table during one transaction and never outside: nobody else sees it, and nothing
that goes wrong can leave it behind.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models, transaction

from tenants.models import Exemption

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
def _exempt(switches: list[tuple[str, str]], reason: str) -> Iterator[None]:
    if not reason.strip():
        raise ValueError("Say which procedure needs this.")
    with transaction.atomic():
        rows = [Exemption.objects.create(kind=kind, subject=subject) for kind, subject in switches]
        logger.warning("tenants.rule_exempted", extra={"switches": switches, "reason": reason})
        yield
        Exemption.objects.filter(pk__in=[row.pk for row in rows]).delete()
