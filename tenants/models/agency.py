"""An agency: the tenant everything else belongs to."""

import uuid
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

PLATFORM_KEY = "platform"
# Keys that would collide with hosts and folders of the platform itself.
RESERVED_KEYS = frozenset({"admin", "www", "api", "static", "media", "mail", "portal", PLATFORM_KEY})

# A key is a DNS label: it names hosts, groups and folders.
validate_key = RegexValidator(
    r"\A[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?\Z",
    _("Use 1 to 40 lower-case letters, digits and hyphens, without a hyphen at the beginning or end."),
)


def validate_time_zone(name: str) -> None:
    """Refuse a name that the time zone database does not know."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValidationError(_("“%(name)s” is not a known time zone."), params={"name": name}) from None


class Agency(models.Model):
    """A public body that owns sites, content and people's roles on this platform."""

    class Status(models.TextChoices):
        """Where an agency stands between its creation and its end."""

        DRAFT = "draft", pgettext_lazy("agency", "Draft")
        LIVE = "live", pgettext_lazy("agency", "Live")
        SUSPENDED = "suspended", pgettext_lazy("agency", "Suspended")
        DECOMMISSIONED = "decommissioned", _("Decommissioned")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(_("key"), max_length=40, unique=True, validators=[validate_key])
    name = models.CharField(_("name"), max_length=200)
    # By the code of the language, where it has another name in it: what its first site is called there.
    names = models.JSONField(default=dict, editable=False)
    area = models.CharField(
        _("area"), max_length=200, blank=True, help_text=_("What it is responsible for, in a few words.")
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_time_zone])
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.DRAFT)
    # Both are null only between the rows of one transaction in tenants.actions.agencies.
    root_page = models.OneToOneField(
        settings.WAGTAIL_PAGE_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    root_collection = models.OneToOneField(
        "wagtailcore.Collection", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    # Another one with every change of the agency's features; read with the host, as every column here.
    features_version = models.PositiveBigIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def name_for_readers(self) -> str:
        """What it is called in the active language."""
        return self.names.get(get_language()) or self.name

    @property
    def is_platform(self) -> bool:
        """Whether this is the reserved agency that owns the portal and what all agencies share."""
        return self.key == PLATFORM_KEY

    @property
    def is_open_to_staff(self) -> bool:
        """Whether its members may work in it."""
        return self.status in {self.Status.DRAFT, self.Status.LIVE}

    @property
    def admin_host(self) -> str:
        """The host of its admin, without port."""
        return f"{self.key}.admin.{settings.BASE_HOST}"
