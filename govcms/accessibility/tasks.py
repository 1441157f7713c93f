"""Background tasks of the accessibility checks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from govcms.accessibility.checking import check_site
from tenants.background import background_task
from tenants.models import Agency, AgencySite
from tenants.scope import current_agency


@background_task(_("Check the accessibility of all sites"), without_agency="It begins a task for each agency’s sites.")
def check_all_sites() -> None:
    """Have the sites of each live agency checked."""
    sites = AgencySite.objects.filter(agency__status=Agency.Status.LIVE)
    for agency_uid, site_uid in sites.order_by("pk").values_list("agency__uid", "uid"):
        check_one_site.enqueue(agency_uid=str(agency_uid), site_uid=str(site_uid))


@background_task(_("Check the accessibility of a site"))
def check_one_site(*, agency_uid: str, site_uid: str) -> None:
    """Check a site of the agency; one that is gone by now is left."""
    agency_site = AgencySite.objects.filter(agency=current_agency(), uid=site_uid).first()
    if agency_site is not None:
        check_site(agency_site)
