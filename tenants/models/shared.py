"""The base of owned rows that the platform may share with every agency."""

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.models.agency import PLATFORM_KEY
from tenants.models.owned import AgencyOwned
from tenants.scope import InScope, current_scope

# Both are asked for: a mark alone, on a row of whatever agency, opens nothing.
SHARED_BY_PLATFORM = Q(is_shared=True, agency__key=PLATFORM_KEY)


class ReadableManager(models.Manager):
    """The rows of the agency in scope, and those of the platform's that it shares."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """All rows, narrowed when their SQL is compiled."""
        return super().get_queryset().filter(Q(InScope()) | SHARED_BY_PLATFORM)


class PlatformShared(AgencyOwned):
    """Belongs to one agency, for good; what the platform marks as shared every agency reads and none changes."""

    is_shared = models.BooleanField(
        _("every agency may use it"),
        default=False,
        help_text=_("Agencies show it on their pages and cannot change it."),
    )

    readable: ClassVar[models.Manager[Self]] = ReadableManager()

    # The rows that others may refer to; see tenants.references.
    shared_rows: ClassVar[Q] = SHARED_BY_PLATFORM

    class Meta:
        abstract = True
        # Not the first that is found: what is changed and listed is one's own.
        default_manager_name = "objects"

    @property
    def is_for_everybody(self) -> bool:
        """Whether every agency reads it."""
        return self.is_shared and self.agency.is_platform

    def clean(self) -> None:
        """Let nobody share but the platform."""
        super().clean()
        scope = current_scope()
        owner = self.agency if self.agency_id else scope and scope.agency
        if self.is_shared and not (owner and owner.is_platform):
            raise ValidationError({"is_shared": _("Only the platform shares with every agency.")})
