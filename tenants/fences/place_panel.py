"""The panel of the dashboard that tells a newcomer what she is here, who approves, and what she left unfinished."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from tenants.first_screen import places_of
from tenants.scope import current_agency


class PlacePanel(Component):
    """Her place in the agency."""

    name = "place"
    template_name = "tenants/place_panel.html"
    order = 400

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Read it; the same few queries whatever she has."""
        request = parent_context["request"]
        places = places_of(request.user, within=current_agency())
        return {"place": places[0] if places else None, "agency": current_agency()}


def add_place_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Put it after what waits for a decision."""
    panels.append(PlacePanel())
