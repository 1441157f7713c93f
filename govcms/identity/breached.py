"""Passwords looked up in a list of breached ones, where the platform has one to ask.

Imported only where ``BREACHED_PASSWORDS_URL`` names one. What leaves the platform is the first five characters of the
password's hash; several hundred endings come back, and which of them was meant is found here.
"""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pwned_passwords_django.api import PwnedPasswords
from pwned_passwords_django.validators import PwnedPasswordsValidator


class BreachList(PwnedPasswords):
    """The list at the address of the settings: Have I Been Pwned's, or a copy of one's own with the same answers."""

    def __init__(self) -> None:
        super().__init__()
        self.api_endpoint = settings.BREACHED_PASSWORDS_URL.rstrip("/") + "/"


class BreachedPasswordValidator(PwnedPasswordsValidator):
    """Refuses a password of the list; while nothing answers there, one of the short list that Django has."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            error_message=_("This password was found in a leak of passwords, so thieves try it. Choose another."),
            help_message=_("It must not be one of those that thieves know."),
            api_client=BreachList(),
            **options,
        )
