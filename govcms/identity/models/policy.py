"""What an agency asks of those who sign in to work in it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models import AgencyOwned


class SignInPolicy(AgencyOwned):
    """What one agency asks; without a row it asks no more than the platform does."""

    requires_second_factor = models.BooleanField(
        _("everybody needs a second factor"),
        default=False,
        help_text=_(
            "Members without a passkey or an authenticator app are led to set one up before they come in here."
        ),
    )

    class Meta:
        verbose_name = _("sign-in policy")
        verbose_name_plural = _("sign-in policies")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agency"], name="one_sign_in_policy_per_agency")
        ]

    def __str__(self) -> str:
        return f"{self.agency}"
