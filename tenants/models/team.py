"""Teams within an agency."""

from django.core.validators import validate_slug
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models.owned import AgencyOwned


class Team(AgencyOwned):
    """A group of colleagues that looks after pages; pages name it by its key."""

    key = models.CharField(_("key"), max_length=60, validators=[validate_slug])
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="team_key_once_per_agency")]

    def __str__(self) -> str:
        return self.name
