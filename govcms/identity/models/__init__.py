"""Accounts, and what is kept about signing in to them."""

from govcms.identity.models.attempts import FailureCount, KnownDevice
from govcms.identity.models.policy import SignInPolicy
from govcms.identity.models.second_factor import AuthenticatorApp, Passkey, RecoveryCode
from govcms.identity.models.session import SignedInSession
from govcms.identity.models.user import User, UserManager

__all__ = [
    "AuthenticatorApp",
    "FailureCount",
    "KnownDevice",
    "Passkey",
    "RecoveryCode",
    "SignInPolicy",
    "SignedInSession",
    "User",
    "UserManager",
]
