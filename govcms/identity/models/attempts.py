"""What signing in remembers of earlier attempts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FailureCount(models.Model):
    """How often something was tried in vain, and until when it is closed.

    A table and not the cache: a cache throws entries out when somebody fills it with others, and counts that
    two processes raise at once get lost.
    """

    # A digest: neither addresses nor what somebody typed as an account lie here.
    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    closed_until = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("count of failures")
        verbose_name_plural = _("counts of failures")

    def __str__(self) -> str:
        return self.key[:8]


class KnownDevice(models.Model):
    """A browser in which a person has signed in; its cookie holds the token of which this is the digest."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="known_devices")
    token_digest = models.CharField(max_length=64)
    first_used_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField()

    class Meta:
        verbose_name = _("known device")
        verbose_name_plural = _("known devices")
        constraints = [models.UniqueConstraint(fields=["user", "token_digest"], name="device_once_per_user")]

    def __str__(self) -> str:
        return f"{self.user}: {self.last_used_at:%Y-%m-%d}"
