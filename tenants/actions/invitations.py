"""Invite people to an agency, withdraw invitations, and let them be accepted."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from tenants.actions.members import (
    account_of,
    add_member,
    clean_email,
    current_membership,
    lock_members,
    require_role,
    require_section,
)
from tenants.errors import UserError
from tenants.invitations import hash_of
from tenants.models import ROLES_BY_REACH, Agency, Invitation, Membership, Role, Team
from tenants.scope import every_agency, tenant_scope
from tenants.tasks import mail_invitation

logger = logging.getLogger(__name__)

# Whoever runs an agency must not fill a stranger's mailbox, or many.
MAX_PER_ADDRESS_A_DAY = 5
MAX_PER_AGENCY_A_DAY = 200


class InvitationGone(UserError):
    """The link was used, withdrawn or is too old; or there never was one."""


@transaction.atomic
def invite(
    *,
    email: str,
    agency: Agency,
    role: str,
    name: str = "",
    section: Any = None,
    team: Team | None = None,
    invited_by: Any = None,
) -> Invitation:
    """Offer a role to whoever reads the mail of an address; an earlier offer to it works no longer.

    Says nothing of whether the address has an account. Raises UserError for a member of this agency, for too many
    invitations, and for what a person can mend.
    """
    lock_members(agency)
    require_role(role)
    require_section(agency, section)
    email = clean_email(email)
    if invited_by is not None and invited_by.email == email:
        # Somebody of the platform would stay for good who came for an hour.
        raise UserError(_("Nobody invites herself."))
    if Membership.objects.current().of_staff().filter(agency=agency, user__email=email).exists():
        raise UserError(_("%(email)s is a member already; change the role instead.") % {"email": email})
    with tenant_scope(agency):
        _refuse_floods(email)
        now = timezone.now()
        Invitation.objects.filter(email=email, accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)
        invitation = Invitation.objects.create(
            agency=agency,
            email=email,
            name=name.strip(),
            role=role,
            section=section,
            team=team,
            invited_by=invited_by,
        )
        _record(invitation, "tenants.invite", invited_by)
        mail_invitation.enqueue(agency_uid=str(agency.uid), invitation_uid=str(invitation.uid))
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, user: Any = None) -> bool:
    """Let an invitation work no longer; False when it did not anyway."""
    invitation = Invitation._base_manager.select_for_update().get(pk=invitation.pk)
    if not invitation.is_open:
        return False
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    _record(invitation, "tenants.withdraw_invitation", user)
    return True


def find_invitation(token: str) -> Invitation:
    """The invitation of a link, of whatever agency. Raises InvitationGone when it does not work, for any reason."""
    with every_agency(reason="whoever has the link has no agency yet"):
        invitation = (
            Invitation.objects.open().filter(token_hash=hash_of(token)).select_related("agency", "section").first()
        )
    if invitation is None or not invitation.agency.is_open_to_staff:
        raise InvitationGone(_("This invitation has been used, was withdrawn or is too old."))
    found: Invitation = invitation
    return found


def has_account(invitation: Invitation) -> bool:
    """Whether the address has an account already; told to nobody but the reader of its mail."""
    return get_user_model()._default_manager.filter(email=invitation.email).exists()


@transaction.atomic
def accept_invitation(*, token: str, name: str = "", password: str | None = None) -> Membership:
    """Make the reader of the mail a member; an account is made where the address has none.

    A role she was given meanwhile stays unless this one reaches further: nobody is lowered by an old mail.
    Raises InvitationGone when the link does not work any more, UserError for a closed account.
    """
    found = find_invitation(token)
    agency = found.agency
    lock_members(agency)
    # Read again under the lock: of two who click at once, one accepts.
    invitation = find_invitation(token)
    user = account_of(invitation.email, name=name or invitation.name, password=password)
    with tenant_scope(agency):
        invitation.accepted_at = timezone.now()
        invitation.save(update_fields=["accepted_at"])
        _record(invitation, "tenants.accept_invitation", user)
        present = current_membership(user=user, agency=agency)
        if present is not None and not _reaches_further(Role(invitation.role), Role(present.role)):
            return present
        return add_member(
            email=user.email,
            agency=agency,
            role=invitation.role,
            section=invitation.section,
            team=invitation.team,
            added_by=invitation.invited_by,
        )


def _reaches_further(one: Role, other: Role) -> bool:
    return ROLES_BY_REACH.index(one) > ROLES_BY_REACH.index(other)


def _refuse_floods(email: str) -> None:
    today = Invitation.objects.filter(invited_at__gt=timezone.now() - timedelta(days=1))
    if today.filter(email=email).count() >= MAX_PER_ADDRESS_A_DAY or today.count() >= MAX_PER_AGENCY_A_DAY:
        raise UserError(_("There were too many invitations today. Try again tomorrow."))


def _record(invitation: Invitation, action: str, user: Any) -> None:
    data = {"invitation": str(invitation.uid), "role": invitation.role}
    log(instance=invitation.agency, action=action, user=user, data=data)
    logger.info(action, extra={"agency_key": invitation.agency.key, **data})
