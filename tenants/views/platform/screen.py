"""The frame of the platform's screens, and who may open them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from tenants.actions.entries import is_platform_admin
from tenants.models import Agency
from tenants.scope import current_agency


class PlatformScreen(WagtailAdminTemplateMixin):
    """A screen over agencies; it names them and their hosts, and nothing of what they write."""

    header_icon = "globe"
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever works for the platform without running it."""
        if not is_platform_admin(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def agency(self) -> Agency:
        """The agency in the address."""
        return get_object_or_404(Agency, uid=self.kwargs["uid"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way from the dashboard over the list, and the agency, to here."""
        way = [{"url": reverse("agencies:index"), "label": _("Agencies")}]
        if "uid" in self.kwargs:
            way.append({"url": reverse("agencies:agency", args=[self.agency.uid]), "label": self.agency.name})
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, *way, here]


class AgenciesMenuItem(MenuItem):
    """Agencies, in the admin of the platform alone."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this is the platform's admin, and she runs the platform."""
        return current_agency().is_platform and is_platform_admin(request.user)
