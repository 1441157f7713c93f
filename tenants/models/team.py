"""Teams within an agency."""

from typing import Any, ClassVar

from django.core.validators import validate_slug
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tenants.models.owned import AgencyOwned, AgencyOwnedManager


class TeamQuerySet(models.QuerySet["Team"]):
    """Questions about teams."""

    def open(self) -> "TeamQuerySet":
        """Those that pages can be given to."""
        return self.filter(ended_at=None)


class Team(AgencyOwned):
    """A group of colleagues that looks after pages; pages name it by its key.

    A team that ends stays: its pages go on naming it until somebody gives them to another.
    """

    key = models.CharField(_("key"), max_length=60, validators=[validate_slug])
    name = models.CharField(_("name"), max_length=200)
    # Where its pictures and documents lie, unless somebody puts them elsewhere.
    collection = models.OneToOneField(
        "wagtailcore.Collection", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = AgencyOwnedManager.from_queryset(TeamQuerySet)()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="team_key_once_per_agency")]

    def __str__(self) -> str:
        return _now("%(team)s (ended)") % {"team": self.name} if self.ended_at else self.name
