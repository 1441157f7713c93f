"""Which hosts an agency's site may have; give it another, and take one away."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from tenants.errors import UserError
from tenants.models import RESERVED_KEYS, Agency, AgencySite, Domain, bump_version, validate_host

logger = logging.getLogger(__name__)


def clean_host(host: str, *, agency: Agency) -> str:
    """The host as it is stored. Raises UserError for one that ``agency`` cannot have.

    A host that a site of the agency has already is fine: launching may be repeated.
    """
    host = _stored(host)
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


@transaction.atomic
def add_host(
    *, agency: Agency, host: str, site: str = "", primary: bool = False, user: Any = None
) -> tuple[Domain, bool]:
    """Let a site of the agency answer at another host; ``primary`` makes it the one in its addresses.

    ``site`` is the site's name, uid or a host of it; empty where the agency has one site. The flag says whether
    anything changed. Raises UserError for a host the agency cannot have and for a site it does not have.
    """
    # One change of an agency's hosts at a time: its site has one primary host.
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    if not agency.is_open_to_staff:
        raise UserError(
            _("The agency “%(name)s” is %(status)s.") % {"name": agency.name, "status": agency.get_status_display()}
        )
    host = clean_host(host, agency=agency)
    agency_site = find_site(agency, site)
    domain = Domain.objects.filter(host=host).first()
    if domain is not None and domain.agency_site_id != agency_site.pk:
        raise UserError(
            _("The host “%(host)s” belongs to the site “%(site)s”.") % {"host": host, "site": domain.agency_site.name}
        )
    if domain is not None and (domain.is_primary or not primary):
        return domain, False
    if domain is None:
        domain = Domain(host=host, agency_site=agency_site)
    if primary:
        for present in Domain.objects.filter(agency_site=agency_site, is_primary=True):
            present.is_primary = False
            present.save(update_fields=["is_primary"])
        agency_site.site.hostname = host
        agency_site.site.save(update_fields=["hostname"])
        bump_version(agency_site.pk)
    domain.is_primary = primary
    domain.save()
    _record(agency, "tenants.add_host", host, user)
    return domain, True


@transaction.atomic
def remove_host(*, agency: Agency, host: str, user: Any = None) -> bool:
    """Let nothing answer at a host of the agency any more; False when the agency has no such host.

    Raises UserError for the primary host: a site without one has no address.
    """
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    domain = Domain.objects.filter(host=_stored(host), agency_site__agency=agency).first()
    if domain is None:
        return False
    if domain.is_primary:
        raise UserError(
            _("“%(host)s” is the primary host of “%(site)s”; make another host primary first.")
            % {"host": domain.host, "site": domain.agency_site.name}
        )
    domain.delete()
    _record(agency, "tenants.remove_host", domain.host, user)
    return True


def find_site(agency: Agency, named: str) -> AgencySite:
    """The agency's site of that name, uid or host; its only one for an empty name. Raises UserError otherwise."""
    sites = list(AgencySite.objects.filter(agency=agency).select_related("site").prefetch_related("domains"))
    if not sites:
        raise UserError(_("The agency “%(name)s” has no site yet; launch one first.") % {"name": agency.name})
    named = named.strip()
    if named:
        found = [site for site in sites if named in {site.name, str(site.uid), *(d.host for d in site.domains.all())}]
    else:
        found = sites
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"“{site.name}” ({site.site.hostname})" for site in sites)
    if not named:
        raise UserError(_("The agency has several sites; name one: %(names)s.") % {"names": names})
    raise UserError(_("There is not one site “%(named)s”; there are %(names)s.") % {"named": named, "names": names})


def _record(agency: Agency, action: str, host: str, user: Any) -> None:
    log(instance=agency, action=action, user=user, data={"host": host})
    logger.info(action, extra={"agency_key": agency.key, "host": host})


def _stored(host: str) -> str:
    return host.strip().lower().removesuffix(".")
