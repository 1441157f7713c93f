"""Give people a role in an agency, change it, and end it."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from tenants.actions.departures import hand_over
from tenants.actions.entries import is_platform_admin, leave_agency, leave_everywhere
from tenants.errors import UserError
from tenants.models import ROLES_BY_REACH, Agency, Membership, Role, Team
from tenants.roles import sync_memberships
from tenants.tree import is_in_bin

logger = logging.getLogger(__name__)


@transaction.atomic
def add_member(
    *,
    email: str,
    agency: Agency,
    role: str,
    name: str = "",
    password: str | None = None,
    section: Any = None,
    team: Team | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    added_by: Any = None,
) -> Membership:
    """Give a person a role in an agency; an account is made for an e-mail address that has none.

    A person has one role per agency at a time: another role ends the present one. The same role again changes
    nothing. ``password`` is set on a new account only; without one, nobody can sign in to it until it is set.
    ``section`` is a page of the agency. Raises UserError for what a person can mend, and where the agency would
    be left without an admin.
    """
    lock_members(agency)
    require_role(role)
    require_section(agency, section)
    if team is not None and team.agency_id != agency.pk:
        raise UserError(_("The team is not one of the agency “%(name)s”.") % {"name": agency.name})
    if ends_at is not None and ends_at <= (starts_at or timezone.now()):
        raise UserError(_("A membership cannot end before it begins."))
    user = account_of(email, name=name, password=password)
    present = current_membership(user=user, agency=agency)
    if present is not None:
        wanted = (role, getattr(section, "pk", None), ends_at, team.pk if team else present.team_id)
        if (present.role, present.section_id, present.ends_at, present.team_id) == wanted:
            return present
        stays_admin = role == Role.AGENCY_ADMIN and section is None and ends_at is None
        if present.runs_agency and not stays_admin:
            require_another_admin(present)
        _end(present, ended_by=added_by)
    # Whoever works here needs no entry any more, and two roles would add up.
    leave_agency(user=user, agency=agency)
    membership = Membership.objects.create(
        user=user,
        agency=agency,
        role=role,
        section=section,
        team_id=team.pk if team else getattr(present, "team_id", None),
        starts_at=starts_at or timezone.now(),
        ends_at=ends_at,
        last_seen_at=getattr(present, "last_seen_at", None),
    )
    sync_memberships(user)
    _leave_what_she_entered(user, agency)
    log(instance=agency, action="tenants.add_member", user=added_by, data={"user": str(user.uid), "role": role})
    logger.info("tenants.member_added", extra={"agency_key": agency.key, "user": str(user.uid), "role": role})
    return membership


@transaction.atomic
def change_member(
    *, membership: Membership, role: str, section: Any = None, team: Team | None = None, changed_by: Any = None
) -> Membership:
    """Give a member another role, section or team; what she does meanwhile stays hers.

    Raises UserError where somebody would raise her own role, and where the agency would be left without an admin.
    """
    if changed_by is not None and changed_by.pk == membership.user_id:
        _refuse_to_rise(membership, role=role, section=section)
    if team is None and membership.team is not None:
        Membership.objects.filter(pk=membership.pk).update(team=None)
        facts = {"user": str(membership.user.uid), "team": membership.team.key}
        log(instance=membership.agency, action="tenants.leave_team", user=changed_by, data=facts)
    return add_member(
        email=membership.user.email,
        agency=membership.agency,
        role=role,
        section=section,
        team=team,
        added_by=changed_by,
    )


@transaction.atomic
def end_membership(*, email: str, agency: Agency, heir: Any = None, ended_by: Any = None) -> bool:
    """End a person's role in an agency now; False when it had ended before.

    Her locks, subscriptions, sessions and tasks in the agency end; ``heir``, a member, takes over her drafts and
    submissions. What she wrote stays hers, what she scheduled happens. The account stays, with its roles elsewhere.
    Raises UserError for a person who never was a member, for the last agency admin, and for an heir who cannot be.
    """
    lock_members(agency)
    user = find_account(email)
    present = current_membership(user=user, agency=agency)
    if present is None:
        if not Membership.objects.filter(user=user, agency=agency).exists():
            raise UserError(
                _("%(email)s is not a member of the agency “%(name)s”.") % {"email": user.email, "name": agency.name}
            )
        return False
    if present.runs_agency:
        require_another_admin(present)
    if heir is not None:
        _require_heir(heir, user=user, agency=agency)
    _end(present, ended_by=ended_by)
    sync_memberships(user)
    _leave_what_she_entered(user, agency)
    hand_over(user=user, agency=agency, heir=heir, by=ended_by)
    return True


def find_heir(email: str, *, agency: Agency) -> Any:
    """The member with that address, or None for an empty one. Raises UserError where there is no such member."""
    if not email.strip():
        return None
    address = clean_email(email)
    members = Membership.objects.current().of_staff().filter(agency=agency, user__is_active=True)
    membership = members.filter(user__email=address).select_related("user").first()
    if membership is None:
        raise UserError(
            _("%(email)s is not a member of the agency “%(name)s”.") % {"email": address, "name": agency.name}
        )
    return membership.user


def current_membership(*, user: Any, agency: Agency) -> Membership | None:
    """The role that a person has in the agency now or will have without end; entries of the platform are none."""
    memberships = Membership.objects.select_for_update().of_staff().filter(user=user, agency=agency)
    return memberships.current().first() or memberships.filter(ends_at=None).first()


def lock_members(agency: Agency) -> None:
    """Let one change of an agency's people happen at a time: two admins must not end each other."""
    Agency.objects.select_for_update().get(pk=agency.pk)


def require_another_admin(membership: Membership) -> None:
    """Raise UserError when nobody else runs the agency."""
    others = (
        Membership.objects.current()
        .lasting()
        .filter(agency_id=membership.agency_id, role=Role.AGENCY_ADMIN, section=None, user__is_active=True)
    )
    if not others.exclude(user_id=membership.user_id).exists():
        raise UserError(
            _("%(email)s is the last agency admin of “%(name)s”; make somebody else an agency admin first.")
            % {"email": membership.user.email, "name": membership.agency.name}
        )


def account_of(email: str, *, name: str, password: str | None) -> Any:
    """The account of an e-mail address, made where there is none. Raises UserError for one that is closed."""
    email = clean_email(email)
    accounts = get_user_model()._default_manager
    user = accounts.filter(email=email).first()
    if user is not None:
        if not user.is_active:
            raise UserError(_("The account of %(email)s is closed.") % {"email": email})
        return user
    return accounts.create_user(email=email, password=password, name=name or email.partition("@")[0])


def find_account(email: str) -> Any:
    """The account of an e-mail address. Raises UserError where there is none."""
    address = clean_email(email)
    user = get_user_model()._default_manager.filter(email=address).first()
    if user is None:
        raise UserError(_("There is no account with the e-mail address “%(email)s”.") % {"email": address})
    return user


def clean_email(email: str) -> str:
    """The address as accounts have it. Raises UserError for what is none."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise UserError(_("“%(email)s” is not an e-mail address.") % {"email": email[:80]}) from error
    return email


def require_role(role: str) -> None:
    """Raise UserError for what is no role."""
    if role not in Role.values:
        raise UserError(
            _("There is no role “%(role)s”; there are %(roles)s.") % {"role": role, "roles": ", ".join(Role.values)}
        )


def require_section(agency: Agency, section: Any) -> None:
    """Raise UserError for a page that is no part of the agency's tree."""
    if section is None:
        return
    if section.agency_id != agency.pk or section.depth < 3:
        raise UserError(_("The section is not a page of the agency “%(name)s”.") % {"name": agency.name})
    if is_in_bin(section.path):
        raise UserError(_("The section lies in the bin; choose another, or bring it back first."))


def _require_heir(heir: Any, *, user: Any, agency: Agency) -> None:
    if heir.pk == user.pk:
        raise UserError(_("Nobody inherits from herself; choose somebody else."))
    if not Membership.objects.current().of_staff().filter(user=heir, agency=agency, user__is_active=True).exists():
        raise UserError(
            _("%(email)s is not a member of the agency “%(name)s”.") % {"email": heir.email, "name": agency.name}
        )


def _refuse_to_rise(membership: Membership, *, role: str, section: Any) -> None:
    require_role(role)
    rises = ROLES_BY_REACH.index(Role(role)) > ROLES_BY_REACH.index(Role(membership.role))
    held = membership.section
    widens = held is not None and (section is None or not section.path.startswith(held.path))
    if rises or widens:
        raise UserError(_("Nobody gives herself more rights; ask another agency admin."))


def _leave_what_she_entered(user: Any, agency: Agency) -> None:
    if agency.is_platform and not is_platform_admin(user):
        leave_everywhere(user=user)


def _end(membership: Membership, *, ended_by: Any) -> None:
    # One that has not begun yet must not end before its beginning.
    membership.ends_at = max(timezone.now(), membership.starts_at)
    membership.save(update_fields=["ends_at"])
    log(
        instance=membership.agency,
        action="tenants.end_membership",
        user=ended_by,
        data={"user": str(membership.user.uid), "role": membership.role},
    )
    logger.info(
        "tenants.membership_ended",
        extra={"agency_key": membership.agency.key, "user": str(membership.user.uid), "role": membership.role},
    )
