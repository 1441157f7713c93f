"""People of the platform enter an agency for a while, with a reason that the agency can read."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from tenants.errors import UserError
from tenants.models import Agency, Membership, Role
from tenants.roles import sync_memberships

logger = logging.getLogger(__name__)

SHORTEST = timedelta(minutes=15)
LONGEST = timedelta(hours=8)


@transaction.atomic
def enter_agency(*, user: Any, agency: Agency, reason: str, lasts: timedelta, role: str = Role.VIEWER) -> Membership:
    """Give an admin of the platform a role in an agency until ``lasts`` has passed; an entry of hers there ends.

    ``lasts`` is from 15 minutes to 8 hours. Raises UserError for anybody else, for an agency that she works in
    anyway or that is closed, and without a reason.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    reason = " ".join(reason.split())
    if not is_platform_admin(user):
        raise UserError(_("Only admins of the platform enter agencies."))
    if agency.is_platform or Membership.objects.current().of_staff().filter(user=user, agency=agency).exists():
        raise UserError(_("You work in “%(name)s” anyway.") % {"name": agency.name})
    if not agency.is_open_to_staff:
        raise UserError(
            _("The agency “%(name)s” is %(status)s.") % {"name": agency.name, "status": agency.get_status_display()}
        )
    if role not in Role.values:
        raise UserError(
            _("There is no role “%(role)s”; there are %(roles)s.") % {"role": role, "roles": ", ".join(Role.values)}
        )
    if not SHORTEST <= lasts <= LONGEST:
        raise UserError(_("An entry lasts from 15 minutes to 8 hours."))
    if len(reason) < 5:
        raise UserError(_("Say why; the agency reads it."))
    if len(reason) > 300:
        raise UserError(_("Say why in 300 characters."))
    leave_agency(user=user, agency=agency)
    now = timezone.now()
    until = now + lasts
    entry = Membership.objects.create(
        user=user, agency=agency, role=role, starts_at=now, ends_at=until, entry_reason=reason
    )
    sync_memberships(user)
    _record(entry, "tenants.enter_agency", {"role": role, "reason": reason, "until": until.isoformat()})
    return entry


@transaction.atomic
def leave_agency(*, user: Any, agency: Agency) -> bool:
    """End somebody's entry now; False when there is none."""
    entries = Membership.objects.select_for_update().current().filter(user=user, agency=agency)
    return _end(list(entries.entries()), user)


@transaction.atomic
def leave_everywhere(*, user: Any) -> bool:
    """End all entries of somebody who is no longer an admin of the platform."""
    return _end(list(Membership.objects.select_for_update().current().entries().filter(user=user)), user)


def is_platform_admin(user: Any) -> bool:
    """Whether somebody runs the platform itself; entering agencies comes from nothing else."""
    if not user.is_authenticated or not user.is_active:
        return False
    memberships = Membership.objects.current().of_staff().filter(user=user, role=Role.AGENCY_ADMIN, section=None)
    return memberships.of_platform().exists()


def _end(entries: list[Membership], user: Any) -> bool:
    for entry in entries:
        entry.ends_at = max(timezone.now(), entry.starts_at)
        entry.save(update_fields=["ends_at"])
        _record(entry, "tenants.leave_agency", {})
    if entries:
        sync_memberships(user)
    return bool(entries)


def _record(entry: Membership, action: str, data: dict[str, Any]) -> None:
    facts = {"user": str(entry.user.uid), **data}
    log(instance=entry.agency, action=action, user=entry.user, data=facts)
    logger.info(action, extra={"agency_key": entry.agency.key, **facts})
