"""How often somebody may try a password or a code, and be sent a link to set one.

Each attempt is counted under several keys: the account that is tried and the place it is tried from, each for
itself, since one machine may try many accounts and many machines one account. After the free failures of a key
each further one closes it for twice as long, up to the longest pause; it always opens by itself. A browser in
which the person has signed in before counts alone (the device cookies of OWASP): strangers who guess cannot
keep her out.

An account is whatever was typed, so nothing here depends on whether it exists.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from govcms.identity.models import FailureCount
from tenants.visitor_address import network_of


@dataclass(frozen=True, slots=True)
class Limit:
    """How much is free, how long the pauses after that are, and when a key is forgotten."""

    free: int
    first_pause_s: int
    longest_pause_s: int
    forgotten_after_s: int

    def pause_s(self, failures: int) -> int:
        """How long a key is closed after this many failures; zero while they are free."""
        beyond = failures - self.free
        return 0 if beyond < 0 else int(min(self.first_pause_s * 2 ** min(beyond, 20), self.longest_pause_s))


class Kind(StrEnum):
    """What is counted."""

    ACCOUNT = "account"
    DEVICE = "device"
    ADDRESS = "address"
    CODE = "code"
    PAGE = "page"
    PAGE_ADDRESS = "page from address"
    MAIL = "mail"
    MAIL_ADDRESS = "mail from address"
    QUESTION_ADDRESS = "question from address"
    REPORT_ADDRESS = "report from address"


_MINUTE_S, _HOUR_S = 60, 60 * 60
LIMITS = {
    # A person who mistypes needs few attempts; a machine that guesses gets about 100 a day.
    Kind.ACCOUNT: Limit(
        free=10, first_pause_s=_MINUTE_S, longest_pause_s=15 * _MINUTE_S, forgotten_after_s=12 * _HOUR_S
    ),
    Kind.DEVICE: Limit(free=10, first_pause_s=_MINUTE_S, longest_pause_s=15 * _MINUTE_S, forgotten_after_s=_HOUR_S),
    # A whole office may share one address, and each of its people mistypes now and then.
    Kind.ADDRESS: Limit(
        free=100, first_pause_s=_MINUTE_S, longest_pause_s=15 * _MINUTE_S, forgotten_after_s=2 * _HOUR_S
    ),
    Kind.CODE: Limit(free=5, first_pause_s=_MINUTE_S, longest_pause_s=15 * _MINUTE_S, forgotten_after_s=6 * _HOUR_S),
    # Its readers cannot be told from those who guess, so it closes late and opens soon.
    Kind.PAGE: Limit(free=100, first_pause_s=30, longest_pause_s=5 * _MINUTE_S, forgotten_after_s=_HOUR_S),
    Kind.PAGE_ADDRESS: Limit(
        free=10, first_pause_s=_MINUTE_S, longest_pause_s=15 * _MINUTE_S, forgotten_after_s=_HOUR_S
    ),
    # A person needs one link, and another when the first went astray; more would fill somebody's mailbox.
    Kind.MAIL: Limit(free=3, first_pause_s=15 * _MINUTE_S, longest_pause_s=_HOUR_S, forgotten_after_s=2 * _HOUR_S),
    Kind.MAIL_ADDRESS: Limit(
        free=30, first_pause_s=_MINUTE_S, longest_pause_s=15 * _MINUTE_S, forgotten_after_s=_HOUR_S
    ),
    # Every sign-in page asks one for passkeys and keeps it in a session: nobody guesses by it, but many fill a table.
    Kind.QUESTION_ADDRESS: Limit(
        free=1_000, first_pause_s=_MINUTE_S, longest_pause_s=15 * _MINUTE_S, forgotten_after_s=_HOUR_S
    ),
    # A reader reports one page, now and then a few; a library or a school may be one address.
    Kind.REPORT_ADDRESS: Limit(
        free=20, first_pause_s=_MINUTE_S, longest_pause_s=15 * _MINUTE_S, forgotten_after_s=_HOUR_S
    ),
}
# What begins anew when an attempt succeeds. An address does not, or whoever has one account could try all others.
_BEGIN_ANEW = frozenset({Kind.ACCOUNT, Kind.DEVICE, Kind.CODE, Kind.PAGE_ADDRESS})


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that attempts are counted for."""

    kind: Kind
    digest: str

    @property
    def limit(self) -> Limit:
        """What holds for it."""
        return LIMITS[self.kind]


def key(kind: Kind, *names: str) -> Key:
    """The key of what these names say together."""
    words = "\n".join([kind, *names])
    return Key(kind, hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest())


def sign_in_keys(*, account: str, address: str, device: str = "") -> list[Key]:
    """What an attempt to sign in is counted for; ``device`` is the token of a device known to this account."""
    account = account.strip().lower()
    if device:
        return [key(Kind.DEVICE, account, device)]
    return [key(Kind.ADDRESS, network_of(address)), key(Kind.ACCOUNT, account)]


def page_password_keys(*, restriction_id: int, address: str) -> list[Key]:
    """What an attempt at the password of protected pages is counted for."""
    return [
        key(Kind.PAGE_ADDRESS, str(restriction_id), network_of(address)),
        key(Kind.ADDRESS, network_of(address)),
        key(Kind.PAGE, str(restriction_id)),
    ]


def code_keys(*, user_uid: str) -> list[Key]:
    """What an attempt at the second factor of an account is counted for; the password was right before."""
    return [key(Kind.CODE, user_uid)]


def mail_keys(*, account: str, address: str) -> list[Key]:
    """What a link that is asked for is counted for."""
    return [key(Kind.MAIL_ADDRESS, network_of(address)), key(Kind.MAIL, account.strip().lower())]


def report_keys(*, address: str) -> list[Key]:
    """What a citizen's report is counted for."""
    return [key(Kind.REPORT_ADDRESS, network_of(address))]


def count_attempt(keys: Collection[Key]) -> int:
    """Count an attempt before it is looked at; returns the seconds to wait, zero when it may go on.

    Counted first, so that a hundred attempts at once are a hundred; one that succeeds is taken back by
    ``forgive_attempt``. An attempt that has to wait is not counted, and leaves no row behind: who fills the
    table with invented accounts closes her own address.
    """
    now = timezone.now()
    if wait_s := _wait_s(FailureCount.objects.filter(key__in=[it.digest for it in keys]), now):
        return wait_s
    with transaction.atomic():
        limits = {it.digest: it.limit for it in keys}
        FailureCount.objects.bulk_create(
            [FailureCount(key=digest, forgotten_at=_end(now, limit)) for digest, limit in sorted(limits.items())],
            ignore_conflicts=True,
        )
        counts = list(FailureCount.objects.select_for_update().filter(key__in=limits).order_by("key"))
        # Another attempt may have closed one of them just before the rows were ours.
        if wait_s := _wait_s(counts, now):
            return wait_s
        for count in counts:
            limit = limits[count.key]
            count.failures = 1 if count.forgotten_at <= now else count.failures + 1
            pause_s = limit.pause_s(count.failures)
            count.closed_until = now + timedelta(seconds=pause_s) if pause_s else None
            count.forgotten_at = _end(now, limit)
        FailureCount.objects.bulk_update(counts, ["failures", "closed_until", "forgotten_at"])
    return 0


def is_closed(keys: Collection[Key]) -> bool:
    """Whether the next attempt would have to wait."""
    return _wait_s(FailureCount.objects.filter(key__in=[it.digest for it in keys]), timezone.now()) > 0


def forgive_attempt(keys: Collection[Key]) -> None:
    """Take back an attempt that succeeded: the account begins anew, its address is where it was before."""
    limits = {it.digest: it.limit for it in keys if it.kind not in _BEGIN_ANEW}
    FailureCount.objects.filter(key__in=[it.digest for it in keys if it.kind in _BEGIN_ANEW]).delete()
    with transaction.atomic():
        counts = list(FailureCount.objects.select_for_update().filter(key__in=limits).order_by("key"))
        for count in counts:
            count.failures = max(count.failures - 1, 0)
            if not limits[count.key].pause_s(count.failures):
                count.closed_until = None
        FailureCount.objects.bulk_update(counts, ["failures", "closed_until"])


def prune_failure_counts() -> int:
    """Delete the counts that are forgotten; returns how many."""
    return FailureCount.objects.filter(forgotten_at__lte=timezone.now()).delete()[0]


def minutes(wait_s: int) -> int:
    """A wait as it is told to people, who need no seconds."""
    return math.ceil(wait_s / 60)


def _wait_s(counts: Iterable[FailureCount], now: datetime) -> int:
    ends = [count.closed_until for count in counts if count.closed_until and count.closed_until > now]
    return math.ceil((max(ends) - now).total_seconds()) if ends else 0


def _end(now: datetime, limit: Limit) -> datetime:
    return now + timedelta(seconds=limit.forgotten_after_s)
