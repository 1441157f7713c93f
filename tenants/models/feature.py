"""Which features an agency has turned on or off."""

import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models.agency import Agency
from tenants.models.owned import AgencyOwned


class FeatureSwitch(AgencyOwned):
    """An agency's own word on a registered feature; where there is none, the feature's default holds."""

    key = models.CharField(_("feature"), max_length=60)
    is_on = models.BooleanField(_("on"))

    class Meta:
        verbose_name = _("feature switch")
        verbose_name_plural = _("feature switches")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="feature_once_per_agency")]

    def __str__(self) -> str:
        return self.key


def bump_features(agency_id: int) -> None:
    """Tell every process that what it remembers of this agency's features is stale."""
    # The time, not a count, which would be reached twice when a transaction is rolled back. No save of the agency:
    # that would make every process read its address map again.
    Agency.objects.filter(pk=agency_id).update(features_version=time.time_ns())
