"""Collections of teams, as the folders that people put their files into."""

from __future__ import annotations

from typing import Any

from tenants.models import Membership
from tenants.scope import current_agency


def own_folder(user: Any) -> int | None:
    """The primary key of the collection of a person's team in the agency in scope; None where she has none."""
    memberships = Membership.objects.current().filter(agency=current_agency(), user=user, team__ended_at=None)
    found: int | None = memberships.exclude(team=None).values_list("team__collection", flat=True).first()
    return found
