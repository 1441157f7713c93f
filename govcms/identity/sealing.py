"""Text that only this platform can read again, for what lies in the database and must not be used from there."""

import base64
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """It was sealed with another key, or changed since."""


def seal(text: str) -> str:
    """Encrypt ``text`` with a key made from SECRET_KEY."""
    return _box(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Read it again; keys of SECRET_KEY_FALLBACKS still open what they sealed. Raises Unreadable."""
    try:
        return _box(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


@cache
def _box(*secret_keys: str) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key))) for key in secret_keys])


def _derived(secret_key: str) -> bytes:
    # A key of its own, so that what is sealed and what is signed have nothing to do with each other.
    return HKDF(hashes.SHA256(), length=32, salt=None, info=b"govcms.identity.sealing").derive(secret_key.encode())
