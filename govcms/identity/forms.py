"""Forms of sign-in and passwords."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from govcms.identity.attempts import count_failure, forget_failures, is_blocked


class SignInForm(AuthenticationForm):
    """E-mail address and password; the answer never tells whether an account exists."""

    username = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    error_messages = {
        "invalid_login": _("The e-mail address or the password is not right."),
        "inactive": _("The e-mail address or the password is not right."),
        "blocked": _("There were too many attempts. Wait 15 minutes, then try again."),
    }

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.address = request.META.get("REMOTE_ADDR", "") if request else ""

    def clean(self) -> dict[str, Any]:
        """Check the password, unless this account was tried too often from this address."""
        email = self.cleaned_data.get("username", "")
        if is_blocked(account=email, address=self.address):
            raise ValidationError(self.error_messages["blocked"], code="blocked")
        try:
            cleaned = super().clean()
        except ValidationError:
            count_failure(account=email, address=self.address)
            raise
        if self.user_cache is not None:
            forget_failures(account=email, address=self.address)
        return cleaned
