"""The hosts that sites answer at."""

import time

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

validate_host = RegexValidator(
    r"\A(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\Z",
    _("Write the host in lower case, without scheme, port and path."),
)


class Domain(models.Model):
    """A host of a site. The primary one is in its addresses, the others redirect there."""

    host = models.CharField(_("host"), max_length=253, unique=True, validators=[validate_host])
    agency_site = models.ForeignKey("tenants.AgencySite", on_delete=models.CASCADE, related_name="domains")
    is_primary = models.BooleanField(_("primary"), default=True)

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        ordering = ["host"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency_site"], condition=models.Q(is_primary=True), name="one_primary_host_per_site"
            ),
        ]

    def __str__(self) -> str:
        return self.host


class HostMapVersion(models.Model):
    """One row with a number that changes whenever a host, a site or an agency changes.

    It is read with the host of each request, so that no process trusts an old address map.
    """

    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_host_map_version")]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def bump(cls) -> None:
        """Make every process read the address map again at its next request."""
        # The time, not a count: a count that was rolled back would be reached again, and a process that
        # had read it inside that transaction would take its phantom map for the true one.
        if not cls.objects.filter(pk=1).update(number=time.time_ns()):
            # The first of all; when two processes come first, the second waits here and changes what it finds.
            HostMapVersion.objects.bulk_create([HostMapVersion(pk=1)], ignore_conflicts=True)
            cls.objects.filter(pk=1).update(number=time.time_ns())
