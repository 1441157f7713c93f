"""What a chooser shows as chosen.

A form that comes back with errors shows what was posted: Wagtail looks up any id and answers with its
title. Here an id of another agency shows as nothing chosen.
"""

from __future__ import annotations

from typing import Any

from wagtail.admin.widgets import BaseChooser

from tenants.rights import agency_in_scope

_look_up = BaseChooser.get_instance


def own_instance(widget: BaseChooser, value: Any) -> Any:
    """The row of a value that was posted or stored; None for another agency's and for what is no key."""
    try:
        instance = _look_up(widget, value)
    except (ValueError, TypeError, OverflowError):
        # No key at all: the field says so, and the form comes back.
        return None
    agency = agency_in_scope()
    owner_id = getattr(instance, "agency_id", None)
    return None if agency and owner_id is not None and owner_id != agency.pk else instance


def narrow_choosers() -> None:
    """Narrow the base of all choosers: those of blocks, and of apps to come, are among them."""
    BaseChooser.get_instance = own_instance
