"""Provision agencies: each with its root page, its root collection and the groups of its roles."""

from __future__ import annotations

import logging
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Collection

from tenants.errors import UserError
from tenants.models import PLATFORM_KEY, RESERVED_KEYS, Agency, Domain
from tenants.registry import make_agency_root
from tenants.roles import sync_agency_groups
from tenants.scope import tenant_scope

logger = logging.getLogger(__name__)


@transaction.atomic
def create_agency(*, key: str, name: str, area: str = "", time_zone: str = "UTC") -> Agency:
    """Create an agency with everything that every agency has; it has no site yet and is not live.

    An agency of that key and name is returned as it is. Raises UserError for a reserved or taken key and for
    anything else that a person can mend.
    """
    if key in RESERVED_KEYS:
        raise UserError(_("The key “%(key)s” is reserved for the platform.") % {"key": key})
    return _provision(key=key, name=name, area=area, time_zone=time_zone)


@transaction.atomic
def ensure_platform(*, name: str = "", area: str = "", time_zone: str = "UTC") -> Agency:
    """The reserved agency that owns the portal and what all agencies share; created when it is missing."""
    existing = Agency.objects.filter(key=PLATFORM_KEY).first()
    if existing is not None:
        return existing
    return _provision(key=PLATFORM_KEY, name=name or settings.WAGTAIL_SITE_NAME, area=area, time_zone=time_zone)


def _provision(*, key: str, name: str, area: str, time_zone: str) -> Agency:
    agency = Agency(key=key, name=name.strip(), area=area.strip(), time_zone=time_zone)
    try:
        agency.clean_fields(exclude=["root_page", "root_collection"])
    except ValidationError as error:
        name_of_field, messages = next(iter(error.message_dict.items()))
        label = next(field.verbose_name for field in Agency._meta.fields if field.name == name_of_field)
        raise UserError(f"{label}: {' '.join(messages)}") from error
    existing = Agency.objects.filter(key=key).first()
    if existing is not None:
        return _same_agency(existing, name=agency.name)
    if Domain.objects.filter(host=f"{key}.{settings.BASE_HOST}").exists():
        raise UserError(
            _("The key “%(key)s” cannot be used: another agency's site answers at its host.") % {"key": key}
        )
    try:
        with transaction.atomic():
            agency.save()
    except IntegrityError:
        # Somebody else took the key since we looked.
        taken = Agency.objects.filter(key=key).first()
        if taken is None:
            raise
        return _same_agency(taken, name=agency.name)
    with tenant_scope(agency):
        agency.root_page = _add_root_page(agency)
        agency.root_collection = _add_root_collection(agency)
        agency.save(update_fields=["root_page", "root_collection"])
        sync_agency_groups(agency)
    log(instance=agency, action="tenants.create_agency", title=agency.name)
    logger.info("tenants.agency_created", extra={"agency_key": agency.key})
    return agency


def _same_agency(existing: Agency, *, name: str) -> Agency:
    if existing.name != name:
        raise UserError(
            _("The key “%(key)s” is taken by the agency “%(name)s”.") % {"key": existing.key, "name": existing.name}
        )
    return existing


def _add_root_page(agency: Agency) -> Any:
    """The agency's place in the page tree. Depth 2 only ever grows at its end."""
    page_model = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
    return page_model.get_first_root_node().add_child(instance=make_agency_root(agency))


def _add_root_collection(agency: Agency) -> Collection:
    """The agency's collection, behind all others.

    Treebeard would sort it among its siblings by name and so write the paths of every agency after it anew.
    """
    root = Collection.objects.select_for_update().get(depth=1)
    last = Collection.objects.filter(depth=2).order_by("-path").values_list("path", flat=True).first()
    step = Collection._str2int(last[-Collection.steplen :]) + 1 if last else 1
    collection: Collection = Collection.objects.create(
        name=agency.name, depth=2, path=Collection._get_path(root.path, 2, step)
    )
    Collection.objects.filter(pk=root.pk).update(numchild=models.F("numchild") + 1)
    return collection
