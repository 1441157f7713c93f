"""Versions of entries: the time in microseconds, so that an entry that went and comes back has a newer one."""

import time
from datetime import datetime


def version_now() -> int:
    """A version higher than those before."""
    return time.time_ns() // 1_000


def version_of(moment: datetime) -> int:
    """The version that something has which was written then."""
    return int(moment.timestamp() * 1_000_000)
