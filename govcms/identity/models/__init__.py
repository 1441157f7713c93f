"""Accounts, and what is kept about signing in to them."""

from govcms.identity.models.attempts import FailureCount, KnownDevice
from govcms.identity.models.user import User, UserManager

__all__ = ["FailureCount", "KnownDevice", "User", "UserManager"]
