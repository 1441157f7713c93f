"""The base of every row that belongs to one agency."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models

from tenants.scope import InScope


class AgencyOwnedManager(models.Manager):
    """The rows of the agency in scope; evaluating them without a scope raises NoTenantScope."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """All rows, narrowed when their SQL is compiled."""
        return super().get_queryset().filter(InScope())


class AgencyOwned(models.Model):
    """Belongs to one agency, for good. ``agency`` is never a form field.

    Django's ``_base_manager`` stays open (cascades and foreign keys need it): query from the owned
    side, because joins from other models are not narrowed.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey("tenants.Agency", on_delete=models.PROTECT, editable=False, related_name="+")
    # Whose a row is, is no use of the agency in Wagtail's sense.
    agency.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    objects: ClassVar[models.Manager[Self]] = AgencyOwnedManager()

    class Meta:
        abstract = True
