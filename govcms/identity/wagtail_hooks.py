"""The way from one agency to another, in the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from govcms.identity.places import workplaces_of


class WorkplaceMenu(Menu):
    """The other agencies that a person works in."""

    def menu_items_for_request(self, request: Any) -> list[Any]:
        """One entry for each; asked twice in a request, read once."""
        if not hasattr(request, "_workplace_menu"):
            here = request.agency.key if request.agency else None
            request._workplace_menu = [
                MenuItem(workplace.name, workplace.admin_url, name=f"agency-{workplace.key}", icon_name="site", order=n)
                for n, workplace in enumerate(workplaces_of(request.user))
                if workplace.key != here
            ]
        return request._workplace_menu


@hooks.register("register_admin_menu_item")
def register_agency_switcher() -> SubmenuMenuItem:
    """The switcher; it is not there for people who work in one agency."""
    return SubmenuMenuItem(
        _("Other agencies"), WorkplaceMenu(items=[]), name="other-agencies", icon_name="site", order=10_100
    )
