"""What a request's host means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db.models import Subquery

from tenants.models import Agency, AgencySite, Domain, HostMapVersion


class HostKind(StrEnum):
    """The three kinds of host; each has a URLconf and cookies of its own."""

    PUBLIC = "public"
    ADMIN = "admin"
    START = "start"


@dataclass(frozen=True, slots=True)
class ResolvedHost:
    """A known host. ``agency`` is None on the start host, ``agency_site`` off public hosts."""

    kind: HostKind
    map_version: int
    agency: Agency | None = None
    agency_site: AgencySite | None = None
    is_primary: bool = True


def resolve_host(host: str) -> ResolvedHost | None:
    """What ``host`` (lower case, without port) stands for; None when nothing answers there. One query."""
    start_host = f"admin.{settings.BASE_HOST}"
    version = Subquery(HostMapVersion.objects.values("number")[:1])
    if host == start_host:
        number = HostMapVersion.objects.values_list("number", flat=True).first()
        return ResolvedHost(HostKind.START, map_version=number or 0)
    if host.endswith(f".{start_host}"):
        key = host.removesuffix(f".{start_host}")
        agency = Agency.objects.annotate(map_version=version).filter(key=key).first()
        return ResolvedHost(HostKind.ADMIN, map_version=agency.map_version, agency=agency) if agency else None
    domain = (
        Domain.objects.annotate(map_version=version)
        .select_related("agency_site__agency", "agency_site__site")
        .filter(host=host)
        .first()
    )
    if domain is None:
        return None
    return ResolvedHost(
        HostKind.PUBLIC,
        map_version=domain.map_version,
        agency=domain.agency_site.agency,
        agency_site=domain.agency_site,
        is_primary=domain.is_primary,
    )
