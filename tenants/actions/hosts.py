"""Which hosts an agency's site may have."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tenants.errors import UserError
from tenants.models import RESERVED_KEYS, Agency, Domain, validate_host


def clean_host(host: str, *, agency: Agency) -> str:
    """The host as it is stored. Raises UserError for one that ``agency`` cannot have.

    A host that a site of the agency has already is fine: launching may be repeated.
    """
    host = host.strip().lower().removesuffix(".")
    try:
        validate_host(host)
    except ValidationError as error:
        raise UserError(
            _("“%(host)s” is not a host: %(reason)s") % {"host": host[:80], "reason": error.messages[0]}
        ) from error
    base = settings.BASE_HOST
    if host == base:
        if not agency.is_platform:
            raise UserError(_("The host “%(host)s” is reserved for the portal.") % {"host": host})
    elif "." not in host:
        raise UserError(_("“%(host)s” is not a full host; write “%(host)s.%(base)s”.") % {"host": host, "base": base})
    start_host = f"admin.{base}"
    if host == start_host or host.endswith(f".{start_host}"):
        raise UserError(_("The host “%(host)s” is reserved for the admin.") % {"host": host})
    _refuse_names_of_others(host, agency)
    taken = Domain.objects.filter(host=host).exclude(agency_site__agency=agency).exists()
    if taken:
        raise UserError(_("The host “%(host)s” is taken by another agency.") % {"host": host})
    return host


def _refuse_names_of_others(host: str, agency: Agency) -> None:
    """Directly below the base host stand agencies' keys: nobody takes another's, or the platform's."""
    label, _dot, parent = host.partition(".")
    if parent != settings.BASE_HOST or agency.is_platform:
        return
    if label in RESERVED_KEYS:
        raise UserError(_("The host “%(host)s” is reserved for the platform.") % {"host": host})
    if label != agency.key and Agency.objects.filter(key=label).exists():
        raise UserError(_("The host “%(host)s” is kept for the agency of that key.") % {"host": host})
