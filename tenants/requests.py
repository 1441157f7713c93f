"""What the gate adds to a request."""

from django.http import HttpRequest
from wagtail.models import Site

from tenants.hosts import HostKind
from tenants.models import Agency, AgencySite, Membership


class AgencyRequest(HttpRequest):
    """A request that has passed ``tenants.middleware``; a type for annotations, never instantiated."""

    host_kind: HostKind
    # None on the start host alone.
    agency: Agency
    # None off public hosts.
    agency_site: AgencySite
    # Only on admin hosts.
    membership: Membership
    _wagtail_site: Site | None
