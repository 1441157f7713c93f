"""Launch a site of an agency from a site template."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Site

from tenants.actions.hosts import clean_host
from tenants.actions.status import go_live
from tenants.errors import UserError
from tenants.models import Agency, AgencySite, Domain
from tenants.registry import Launch, SiteTemplate
from tenants.scope import tenant_scope

logger = logging.getLogger(__name__)


@transaction.atomic
def launch_site(
    *,
    agency: Agency,
    name: str,
    host: str,
    template: SiteTemplate,
    preset: str = "",
    live: bool = False,
    user: Any = None,
) -> AgencySite:
    """Give ``agency`` a site at ``host``, built from ``template``; ``live`` also opens the agency to the public.

    Where the agency has a site at that host, its content stays as it is. An empty ``preset`` means the template's.
    Raises UserError for a host the agency cannot have, an unknown preset and an agency that is closed.
    """
    # One launch of an agency at a time: the second finds the site of the first.
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    if not agency.is_open_to_staff:
        raise UserError(
            _("The agency “%(name)s” is %(status)s.") % {"name": agency.name, "status": agency.get_status_display()}
        )
    if not name.strip():
        raise UserError(_("A site needs a name."))
    host = clean_host(host, agency=agency)
    existing = AgencySite.objects.filter(domains__host=host, agency=agency).first()
    if existing is not None:
        if live:
            go_live(agency=agency, user=user)
        return existing

    def open_site(home_page: Any) -> AgencySite:
        return _open_site(agency, home_page, name=name.strip(), host=host)

    with tenant_scope(agency):
        agency_site = template.build(
            Launch(agency=agency, site_name=name.strip(), preset=preset, open_site=open_site, user=user)
        )
        log(instance=agency, action="tenants.launch_site", user=user, data={"host": host, "template": template.key})
    if live:
        go_live(agency=agency, user=user)
    logger.info("tenants.site_launched", extra={"agency_key": agency.key, "host": host, "template": template.key})
    return agency_site


def _open_site(agency: Agency, home_page: Any, *, name: str, host: str) -> AgencySite:
    language = home_page.locale.language_code
    # The port is a matter of settings, but Wagtail wants each host and port once.
    site = Site.objects.create(hostname=host, root_page_id=home_page.pk, site_name=name, is_default_site=False)
    agency_site = AgencySite.objects.create(
        agency=agency, site=site, name=name, default_language=language, languages=[language]
    )
    Domain.objects.create(host=host, agency_site=agency_site, is_primary=True)
    return agency_site
