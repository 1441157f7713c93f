"""Forms of sign-in and passwords."""

from typing import Any, cast

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from govcms.identity.attempts import count_attempt, forgive_attempt, minutes, sign_in_keys
from govcms.identity.devices import device_token
from govcms.identity.models import User
from tenants.visitor_address import visitor_address


class SignInForm(AuthenticationForm):
    """E-mail address and password; the answer never tells whether an account exists."""

    username = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        # "webauthn" has browsers offer passkeys beside the addresses that they know.
        widget=forms.EmailInput(attrs={"autocomplete": "username webauthn", "spellcheck": "false"}),
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
    }

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.visit = request

    def clean(self) -> dict[str, Any]:
        """Check the password, unless this account was tried too often, or too much was tried from here."""
        account = self.cleaned_data.get("username")
        if account is None or not self.cleaned_data.get("password"):
            return self.cleaned_data
        keys = sign_in_keys(
            account=account,
            address=visitor_address(self.visit),
            device=device_token(self.visit, account=account),
        )
        if wait_s := count_attempt(keys):
            raise too_many_attempts(wait_s)
        cleaned = super().clean()
        forgive_attempt(keys)
        return cleaned


class CodeInput(forms.TextInput):
    """A field for a code; a wrong one is not shown again, since the next has nothing in common with it."""

    def format_value(self, value: Any) -> None:
        """Begin empty."""
        return None


class CodeForm(forms.Form):
    """A code of an authenticator app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=100,
        widget=CodeInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"}),
    )


class PasskeyForm(forms.Form):
    """What a browser answers for a passkey; filled in by its script."""

    answer = forms.CharField(max_length=20_000, widget=forms.HiddenInput)


class NewPasskeyForm(PasskeyForm):
    """A passkey that the browser has just made, and what the person calls it."""

    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("How you recognise it in the list, such as “Work laptop”.")
    )


class ProofForm(forms.Form):
    """The password once more, before something is changed that others would like to change."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visit = request

    def clean_password(self) -> str:
        """Check it, under the same limits as signing in."""
        user = cast(User, self.visit.user)
        keys = sign_in_keys(
            account=user.email,
            address=visitor_address(self.visit),
            device=device_token(self.visit, account=user.email),
        )
        if wait_s := count_attempt(keys):
            raise too_many_attempts(wait_s)
        if not user.check_password(self.cleaned_data["password"]):
            raise ValidationError(_("The password is not right."))
        forgive_attempt(keys)
        return str(self.cleaned_data["password"])


def too_many_attempts(wait_s: int) -> ValidationError:
    """What a form says that was sent too often; the same whatever was typed."""
    wait = minutes(wait_s)
    words = ngettext(
        "There were too many attempts. Wait %(minutes)s minute, then try again.",
        "There were too many attempts. Wait %(minutes)s minutes, then try again.",
        wait,
    )
    return ValidationError(words, params={"minutes": wait}, code="blocked")
