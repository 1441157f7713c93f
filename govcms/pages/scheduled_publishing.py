"""What editors scheduled goes live, and what they gave an end ends, at its time.

Wagtail's ``publish_scheduled`` command stops at the first object that fails and knows no agencies; here each
object is handled by itself, in the scope of its own agency.
"""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Revision

from govcms.pages.models import Page
from tenants.scope import every_agency, tenant_scope

logger = logging.getLogger(__name__)


def publish_and_expire_due() -> int:
    """Expire and publish everything whose time has come; returns how many objects changed."""
    return _expire_due() + _publish_due()


def _expire_due() -> int:
    changed = 0
    for model in _models_with_drafts():
        with every_agency(reason="scheduled expiry"):
            due = list(
                model._default_manager.filter(live=True, expire_at__lt=timezone.now())
                .order_by("expire_at")
                .values_list("pk", flat=True)
            )
        changed += sum(_attempt("expire", model, pk, _expire) for pk in due)
    return changed


def _publish_due() -> int:
    due = list(
        Revision.objects.filter(approved_go_live_at__lt=timezone.now())
        .order_by("approved_go_live_at")
        .values_list("pk", flat=True)
    )
    return sum(_attempt("publish", Revision, pk, _publish) for pk in due)


def _models_with_drafts() -> Iterator[type[models.Model]]:
    yield Page
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            yield model


def _attempt(verb: str, model: type[models.Model], pk: Any, act: Any) -> bool:
    try:
        # The row is read again, locked: an editor may have changed her mind a moment ago.
        with every_agency(reason=f"scheduled {verb}"), transaction.atomic():
            row = model._base_manager.select_for_update().filter(pk=pk).first()
            return row is not None and act(row)
    except Exception:  # one broken object must not keep the others waiting
        logger.exception("pages.schedule_failed", extra={"verb": verb, "model": model._meta.label, "pk": str(pk)})
        return False


def _expire(row: Any) -> bool:
    if not row.live or row.expire_at is None or row.expire_at >= timezone.now():
        return False
    subject = row.specific if isinstance(row, Page) else row
    with _scope_of(subject):
        subject.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def _publish(revision: Any) -> bool:
    due_at = revision.approved_go_live_at
    if due_at is None or due_at >= timezone.now():
        return False
    with _scope_of(revision.as_object()):
        revision.publish(log_action="wagtail.publish.scheduled")
    return True


def _scope_of(subject: Any) -> AbstractContextManager[Any]:
    agency = getattr(subject, "agency", None)
    return tenant_scope(agency) if agency is not None else every_agency(reason="belongs to no agency")
