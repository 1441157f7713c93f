"""Changes that make a remembered look stale."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from tenants.models import bump_version
from themes.models import Theme


@receiver([post_save, post_delete], sender=Theme)
def forget_look(instance: Theme, **kwargs: Any) -> None:
    """Every process draws the site's look again at its next request."""
    bump_version(instance.agency_site_id)
