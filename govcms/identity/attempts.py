"""How often somebody may try a password, and be sent a link to set one."""

import hashlib

from django.core.cache import cache

# A person who mistypes needs fewer; a machine that guesses gets 40 an hour for each address it comes from.
MAX_FAILURES = 10
WINDOW_S = 15 * 60
# A person needs one, and another when the first went astray; more would fill somebody's mailbox.
MAX_MAILS = 3


def _key(account: str, address: str) -> str:
    # Both together: by account alone, anybody could lock anybody else out.
    return "sign-in:" + hashlib.sha256(f"{account.strip().lower()}\n{address}".encode()).hexdigest()


def is_blocked(*, account: str, address: str) -> bool:
    """Whether this account was tried too often from this address, right password or not.

    An account is an e-mail address, or the name of whatever else has a password.
    """
    return cache.get(_key(account, address), 0) >= MAX_FAILURES


def count_failure(*, account: str, address: str) -> None:
    """Remember one failed attempt; the window begins anew with each."""
    key = _key(account, address)
    # Not incr(): of a cache in files it gives the count another, shorter life, and fails when it has just ended.
    cache.set(key, cache.get(key, 0) + 1, WINDOW_S)


def forget_failures(*, account: str, address: str) -> None:
    """Begin again after a success."""
    cache.delete(_key(account, address))


def may_mail(email: str) -> bool:
    """Whether another link may be mailed to this address now; asking counts as a mail."""
    # By account alone: whoever uses it up for another has sent her links that work.
    key = "password-mail:" + hashlib.sha256(email.strip().lower().encode()).hexdigest()
    sent = cache.get(key, 0)
    if sent >= MAX_MAILS:
        return False
    cache.set(key, sent + 1, WINDOW_S)
    return True
