"""What wants her attention, on the dashboard of somebody who writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from govcms.content.upkeep.finding import Kind, hers, pages_wanting

# The dashboard shows the next few; the list shows all.
ROWS = 5


class UpkeepPanel(Component):
    """Her pages that are due for review, scheduled, or have links that lead nowhere."""

    name = "upkeep"
    heading = _("Your pages")
    template_name = "content/upkeep/panel.html"
    order = 410

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Read them: a query for each kind, however many there are."""
        user = parent_context["request"].user
        own = hers(user)
        found = [(kind, list(pages_wanting(kind, user).filter(own)[: ROWS + 1])) for kind in Kind]
        kinds = [
            {"key": kind.value, "title": kind.label, "pages": pages[:ROWS], "more": len(pages) > ROWS}
            for kind, pages in found
            if pages
        ]
        return {"name": self.name, "heading": self.heading, "kinds": kinds}


def add_upkeep_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Put it after her place."""
    panels.append(UpkeepPanel())
