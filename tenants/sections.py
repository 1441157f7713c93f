"""Sections: the parts of an agency's tree that somebody's role is limited to."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _

from tenants.errors import UserError
from tenants.models import Agency
from tenants.tree import outside_bin


def find_section(agency: Agency, named: str) -> Any:
    """The page of the agency with that id, or at that path on one of its sites; None for an empty name.

    Raises UserError where there is no such page.
    """
    named = named.strip()
    if not named:
        return None
    pages = apps.get_model(settings.WAGTAIL_PAGE_MODEL)._default_manager.filter(
        outside_bin(agency), agency=agency, depth__gt=2
    )
    if named.isdecimal():
        found = pages.filter(pk=named).first()
    else:
        homes = pages.filter(depth=3).values_list("url_path", flat=True)
        rest = f"{named.strip('/')}/" if named.strip("/") else ""
        found = pages.filter(url_path__in=[home + rest for home in homes]).order_by("pk").first()
    if found is None:
        raise UserError(
            _("There is no section “%(named)s” in the agency “%(name)s”.") % {"named": named[:200], "name": agency.name}
        )
    return found
