"""What a request's host means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, QuerySet, Subquery
from wagtail.models import Site

from tenants.models import Agency, AgencySite, Domain, HostMapVersion
from tenants.prepared import Prepared

_CLOSED = Agency.Status.DECOMMISSIONED


class HostKind(StrEnum):
    """The three kinds of host; each has a URLconf and cookies of its own."""

    PUBLIC = "public"
    ADMIN = "admin"
    START = "start"


@dataclass(frozen=True, slots=True)
class ResolvedHost:
    """What a host stands for. ``agency`` is None on the start host, ``agency_site`` off public hosts."""

    kind: HostKind
    # None where nothing is read that the map tells.
    map_version: int | None
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
        if agency is None:
            # The gate answers here as on the admin host of an agency that is not one's own: a draft stays unknown.
            return ResolvedHost(HostKind.ADMIN, map_version=None, agency=Agency(key=key, status=_CLOSED))
        return ResolvedHost(HostKind.ADMIN, map_version=agency.map_version, agency=agency)
    found = _public_hosts.rows([host])
    return _public_host(*found[0]) if found else None


# A public host is asked for with every page: its objects are made from the row of a prepared query.
_MODELS: dict[str, type[Model]] = {
    "agency_site__": AgencySite,
    "agency_site__agency__": Agency,
    "agency_site__site__": Site,
}
_NAMES = {model: [field.attname for field in model._meta.concrete_fields] for model in _MODELS.values()}


def _public_hosts_query(hosts: list[str]) -> QuerySet[Domain, Any]:
    [host] = hosts
    version = Subquery(HostMapVersion.objects.values("number")[:1])
    columns = [prefix + name for prefix, model in _MODELS.items() for name in _NAMES[model]]
    return Domain.objects.order_by().filter(host=host).values_list(version, "is_primary", *columns)


_public_hosts = Prepared(_public_hosts_query)


def _public_host(map_version: int, is_primary: bool, *values: Any) -> ResolvedHost:
    rest = iter(values)
    objects: dict[type[Model], Any] = {
        model: model.from_db(DEFAULT_DB_ALIAS, names, list(islice(rest, len(names)))) for model, names in _NAMES.items()
    }
    agency_site = objects[AgencySite]
    agency_site.agency, agency_site.site = objects[Agency], objects[Site]
    return ResolvedHost(
        HostKind.PUBLIC,
        map_version=map_version,
        agency=agency_site.agency,
        agency_site=agency_site,
        is_primary=is_primary,
    )
