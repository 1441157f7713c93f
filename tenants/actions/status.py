"""Open, suspend and reopen agencies."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from tenants.errors import UserError
from tenants.models import Agency

logger = logging.getLogger(__name__)


@transaction.atomic
def go_live(*, agency: Agency, user: Any = None) -> None:
    """Open the agency's sites to the public; one that is live stays so."""
    _change_status(agency, to=Agency.Status.LIVE, allowed={Agency.Status.DRAFT}, action="tenants.go_live", user=user)


@transaction.atomic
def suspend_agency(*, agency: Agency, user: Any = None) -> None:
    """Close the agency's sites and admin until it is reactivated; nothing is deleted."""
    if agency.is_platform:
        raise UserError(_("The platform's own agency cannot be suspended."))
    _change_status(
        agency,
        to=Agency.Status.SUSPENDED,
        allowed={Agency.Status.DRAFT, Agency.Status.LIVE},
        action="tenants.suspend",
        user=user,
    )


@transaction.atomic
def reactivate_agency(*, agency: Agency, user: Any = None) -> None:
    """Open a suspended agency's sites and admin again."""
    _change_status(
        agency, to=Agency.Status.LIVE, allowed={Agency.Status.SUSPENDED}, action="tenants.reactivate", user=user
    )


def _change_status(agency: Agency, *, to: str, allowed: set[Agency.Status], action: str, user: Any) -> None:
    current = Agency.objects.select_for_update().get(pk=agency.pk)
    if current.status != to:
        if current.status not in allowed:
            raise UserError(
                _("The agency “%(name)s” is %(status)s.")
                % {"name": current.name, "status": current.get_status_display()}
            )
        current.status = to
        # The signal of this save makes every process read its address map again.
        current.save(update_fields=["status"])
        log(instance=current, action=action, user=user)
        logger.info("tenants.status_changed", extra={"agency_key": current.key, "status": to})
    agency.status = to
