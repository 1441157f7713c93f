"""Attempts from many threads at once; run on SQLite by a test here and on PostgreSQL beside the rules."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pyotp
from django.db import connection

from govcms.identity.attempts import LIMITS, Kind, count_attempt, sign_in_keys
from govcms.identity.models import User
from govcms.identity.second_factor import add_app, check_app_code, check_recovery_code, new_recovery_codes, new_secret

_THREADS = 8


def check_attempts_at_once() -> None:
    """As many are let through as are free, and a code that is sent twice at once is taken once."""
    keys = sign_in_keys(account="at-once@health.example", address="192.0.2.1")
    assert _at_once(lambda: count_attempt(keys) == 0, times=30) == LIMITS[Kind.ACCOUNT].free

    user = User.objects.create_user("at-once@health.example", name="Ada")
    secret = new_secret()
    app = pyotp.TOTP(secret)
    assert add_app(user=user, secret=secret, code=app.at(time.time() - 30))
    code = app.at(time.time() + 30)
    assert _at_once(lambda: check_app_code(user, code), times=16) == 1
    recovery_code = new_recovery_codes(user=user)[0]
    assert _at_once(lambda: check_recovery_code(user, recovery_code), times=16) == 1


def _at_once(attempt: Callable[[], bool], *, times: int) -> int:
    def run(_number: int) -> bool:
        try:
            return attempt()
        finally:
            connection.close()

    with ThreadPoolExecutor(_THREADS) as pool:
        return sum(pool.map(run, range(times)))
