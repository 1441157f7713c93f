"""Changes that make remembered addresses stale."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Site

from tenants.models import Agency, AgencySite, Domain, HostMapVersion


@receiver([post_save, post_delete], sender=Agency)
@receiver([post_save, post_delete], sender=AgencySite)
@receiver([post_save, post_delete], sender=Domain)
@receiver([post_save, post_delete], sender=Site)
def forget_addresses(**kwargs: Any) -> None:
    """Every process reads the address map again at its next request."""
    HostMapVersion.bump()
