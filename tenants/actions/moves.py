"""Move a person from one agency to another."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from tenants.actions.members import (
    add_member,
    current_membership,
    end_membership,
    find_account,
    find_heir,
    lock_members,
    require_role,
)
from tenants.errors import UserError
from tenants.models import Agency, Membership, Team

logger = logging.getLogger(__name__)


@transaction.atomic
def move_member(
    *,
    email: str,
    source: Agency,
    target: Agency,
    role: str,
    heir_email: str = "",
    section: Any = None,
    team: Team | None = None,
    moved_by: Any = None,
) -> tuple[Membership, bool]:
    """End a person's place in one agency and give her one in another, both or neither.

    What she leaves is handed over as when a membership ends; account, preferences and places elsewhere stay. The
    flag says whether anything changed: a person who has moved already is left where she is. Raises UserError where
    one half could not be done.
    """
    if source.pk == target.pk:
        raise UserError(_("A person moves between two agencies; these are one."))
    require_role(role)
    if not target.is_open_to_staff:
        raise UserError(
            _("The agency “%(name)s” is %(status)s.") % {"name": target.name, "status": target.get_status_display()}
        )
    # Always in the same order: two people who change places must not wait for each other.
    for agency in sorted((source, target), key=lambda agency: agency.pk):
        lock_members(agency)
    user = find_account(email)
    before = current_membership(user=user, agency=target)
    heir = find_heir(heir_email, agency=source)
    ended = end_membership(email=user.email, agency=source, heir=heir, ended_by=moved_by)
    membership = add_member(email=user.email, agency=target, role=role, section=section, team=team, added_by=moved_by)
    has_changed = ended or before is None or before.pk != membership.pk
    if has_changed:
        _record(source, target, membership, user, moved_by)
    return membership, has_changed


def _record(source: Agency, target: Agency, membership: Membership, user: Any, moved_by: Any) -> None:
    # Each side learns of its own half: where a person came from or went to is not the other's to know.
    for agency, action in ((source, "tenants.move_out"), (target, "tenants.move_in")):
        log(instance=agency, action=action, user=moved_by, data={"user": str(user.uid)})
    logger.info(
        "tenants.member_moved",
        extra={"user": str(user.uid), "source": source.key, "target": target.key, "role": membership.role},
    )
