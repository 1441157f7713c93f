"""Give people a role in an agency, and end it."""

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

from tenants.errors import UserError
from tenants.models import Agency, Membership, Role
from tenants.roles import sync_memberships

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
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    added_by: Any = None,
) -> Membership:
    """Give a person a role in an agency; an account is made for an e-mail address that has none.

    A person has one role per agency at a time: another role ends the present one. The same role again changes
    nothing. ``password`` is set on a new account only; without one, nobody can sign in to it until it is set.
    ``section`` is a page of the agency. Raises UserError for what a person can mend.
    """
    if role not in Role.values:
        raise UserError(
            _("There is no role “%(role)s”; there are %(roles)s.") % {"role": role, "roles": ", ".join(Role.values)}
        )
    if section is not None and section.agency_id != agency.pk:
        raise UserError(_("The section is not a page of the agency “%(name)s”.") % {"name": agency.name})
    if ends_at is not None and ends_at <= (starts_at or timezone.now()):
        raise UserError(_("A membership cannot end before it begins."))
    user = _account_of(email, name=name, password=password)
    present = current_membership(user=user, agency=agency)
    if present is not None:
        same = (present.role, present.section_id, present.ends_at) == (role, getattr(section, "pk", None), ends_at)
        if same:
            return present
        _end(present, ended_by=added_by)
    membership = Membership.objects.create(
        user=user,
        agency=agency,
        role=role,
        section=section,
        starts_at=starts_at or timezone.now(),
        ends_at=ends_at,
    )
    sync_memberships(user)
    log(instance=agency, action="tenants.add_member", user=added_by, data={"user": str(user.uid), "role": role})
    logger.info("tenants.member_added", extra={"agency_key": agency.key, "user": str(user.uid), "role": role})
    return membership


@transaction.atomic
def end_membership(*, email: str, agency: Agency, ended_by: Any = None) -> bool:
    """End a person's role in an agency now; False when it had ended before.

    The account stays, with its roles elsewhere. Raises UserError for a person who never was a member.
    """
    email = _clean_email(email)
    user = get_user_model()._default_manager.filter(email=email).first()
    if user is None:
        raise UserError(_("There is no account with the e-mail address “%(email)s”.") % {"email": email})
    present = current_membership(user=user, agency=agency)
    if present is None:
        if not Membership.objects.filter(user=user, agency=agency).exists():
            raise UserError(
                _("%(email)s is not a member of the agency “%(name)s”.") % {"email": user.email, "name": agency.name}
            )
        return False
    _end(present, ended_by=ended_by)
    sync_memberships(user)
    return True


def current_membership(*, user: Any, agency: Agency) -> Membership | None:
    """The role that a person has in the agency now or will have without end."""
    memberships = Membership.objects.select_for_update().filter(user=user, agency=agency)
    return memberships.current().first() or memberships.filter(ends_at=None).first()


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


def _clean_email(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise UserError(_("“%(email)s” is not an e-mail address.") % {"email": email[:80]}) from error
    return email


def _account_of(email: str, *, name: str, password: str | None) -> Any:
    email = _clean_email(email)
    accounts = get_user_model()._default_manager
    user = accounts.filter(email=email).first()
    if user is not None:
        if not user.is_active:
            raise UserError(_("The account of %(email)s is closed.") % {"email": email})
        return user
    return accounts.create_user(email=email, password=password, name=name or email.partition("@")[0])
