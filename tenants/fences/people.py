"""Who an agency's lists and filters may name."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef

from tenants.models import Membership
from tenants.scope import current_agency


def people_of_agency() -> Any:
    """Everybody who works in the agency in scope or has worked there: authors stay named after they left."""
    return get_user_model()._default_manager.filter(
        Exists(Membership.objects.filter(user=OuterRef("pk"), agency=current_agency()))
    )
