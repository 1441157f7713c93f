"""What a person proves herself with beside her password."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuthenticatorApp(models.Model):
    """The app on a person's telephone that shows a code of six digits; she has one at most."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="authenticator_app")
    # Encrypted: who reads the database could otherwise make codes.
    sealed_secret = models.TextField()
    # The number of the half minute whose code was used last; neither it nor an earlier one works again.
    last_step = models.BigIntegerField()
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("authenticator app")
        verbose_name_plural = _("authenticator apps")

    def __str__(self) -> str:
        return str(self.user)


class Passkey(models.Model):
    """A key that a person's device keeps and unlocks with a finger, a face or a PIN (WebAuthn)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(_("name"), max_length=60)
    # As the browser writes it: base64url, at most 1,023 bytes.
    credential_id = models.CharField(max_length=1400, unique=True)
    # The public half with what belongs to it, as the protocol writes it.
    public_data = models.BinaryField()
    # How often the key says it was used; one that goes back was copied. Many say zero for ever.
    sign_count = models.BigIntegerField(default=0)
    added_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("passkey")
        verbose_name_plural = _("passkeys")
        ordering = ["added_at"]

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """One of the codes for the day when telephone and keys are lost; shown once, works once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes")
    # A code has 80 bits of chance, which no list of digests holds; a slow hash would add nothing.
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once_per_user")]

    def __str__(self) -> str:
        return self.digest[:8]
