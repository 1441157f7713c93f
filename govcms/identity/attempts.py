"""How often somebody may try to sign in, and be sent a link to set a password."""

import hashlib

from django.core.cache import cache

# A person who mistypes needs fewer; a machine that guesses gets 40 an hour for each address it comes from.
MAX_FAILURES = 10
WINDOW_S = 15 * 60
# A person needs one, and another when the first went astray; more would fill somebody's mailbox.
MAX_MAILS = 3


def _key(email: str, address: str) -> str:
    # Both together: by account alone, anybody could lock anybody else out.
    return "sign-in:" + hashlib.sha256(f"{email.strip().lower()}\n{address}".encode()).hexdigest()


def is_blocked(*, email: str, address: str) -> bool:
    """Whether this account was tried too often from this address, right password or not."""
    return cache.get(_key(email, address), 0) >= MAX_FAILURES


def count_failure(*, email: str, address: str) -> None:
    """Remember one failed attempt; the window begins anew with each."""
    key = _key(email, address)
    # Not incr(): of a cache in files it gives the count another, shorter life, and fails when it has just ended.
    cache.set(key, cache.get(key, 0) + 1, WINDOW_S)


def forget_failures(*, email: str, address: str) -> None:
    """Begin again after a success."""
    cache.delete(_key(email, address))


def may_mail(email: str) -> bool:
    """Whether another link may be mailed to this address now; asking counts as a mail."""
    # By account alone: whoever uses it up for another has sent her links that work.
    key = "password-mail:" + hashlib.sha256(email.strip().lower().encode()).hexdigest()
    sent = cache.get(key, 0)
    if sent >= MAX_MAILS:
        return False
    cache.set(key, sent + 1, WINDOW_S)
    return True
