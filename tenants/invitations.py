"""How a person with a new account, or with an invitation, gets in."""

import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tenants.addresses import root_url_of


def password_link(user: Any) -> str:
    """Where the person sets a password; it works once, and no longer than PASSWORD_RESET_TIMEOUT."""
    path = reverse(
        "set_password",
        urlconf="govcms.urls.start",
        kwargs={
            "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
            "token": default_token_generator.make_token(user),
        },
    )
    return root_url_of(f"admin.{settings.BASE_HOST}") + path


def new_token() -> tuple[str, str]:
    """A word that nobody can guess, and what is stored of it."""
    token = secrets.token_urlsafe(32)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    """What is stored of the word in a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_link(token: str) -> str:
    """Where an invitation is accepted."""
    path = reverse("accept_invitation", urlconf="govcms.urls.start", kwargs={"token": token})
    return root_url_of(f"admin.{settings.BASE_HOST}") + path
