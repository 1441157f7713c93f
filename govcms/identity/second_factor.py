"""Codes beside the password: of an authenticator app, and for the day when it is lost.

Kept to RFC 6238: six digits, thirty seconds, and the code before and after for clocks that differ.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import secrets
import time
from typing import Any

import pyotp
import segno
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from govcms.identity.devices import forget_devices
from govcms.identity.models import AuthenticatorApp, Passkey, RecoveryCode, User
from govcms.identity.sealing import Unreadable, seal, unseal
from govcms.identity.tasks import Notice, mail_notice
from tenants.audit.people import record_about_person

logger = logging.getLogger(__name__)

RECOVERY_CODES = 10
_STEP_S = 30
_CLOCKS_DIFFER_BY_STEPS = 1


def has_second_factor(user: User) -> bool:
    """Whether signing in asks this person for more than her password."""
    return Passkey.objects.filter(user=user).exists() or AuthenticatorApp.objects.filter(user=user).exists()


def new_secret() -> str:
    """A secret for an authenticator app."""
    return pyotp.random_base32()


def app_address(user: User, secret: str) -> str:
    """What an authenticator app reads: the secret, and the names it shows beside the codes."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=settings.WAGTAIL_SITE_NAME)


def qr_code(text: str) -> str:
    """The text as a picture for a camera, as a data URI."""
    return str(segno.make(text, error="m").svg_data_uri(scale=5, border=4, light="#fff"))


@transaction.atomic
def add_app(*, user: User, secret: str, code: str) -> bool:
    """Take an authenticator app that proves that it knows the secret; False when it does not, or there is one."""
    step = _step_of(secret, code)
    if step is None or AuthenticatorApp.objects.filter(user=user).exists():
        return False
    AuthenticatorApp.objects.create(user=user, sealed_secret=seal(secret), last_step=step)
    notify(user, Notice.APP_ADDED)
    return True


@transaction.atomic
def remove_app(*, user: User) -> bool:
    """Ask for its codes no more; False when there is none."""
    removed = AuthenticatorApp.objects.filter(user=user).delete()[0]
    if removed:
        forget_codes_without_factor(user)
        notify(user, Notice.APP_REMOVED)
    return bool(removed)


def check_app_code(user: User, code: str) -> bool:
    """Whether this is a code of her app that was not used before; it is used by asking."""
    app = AuthenticatorApp.objects.filter(user=user).first()
    if app is None:
        return False
    try:
        step = _step_of(unseal(app.sealed_secret), code)
    except Unreadable:
        logger.warning("identity.app_secret_unreadable", extra={"user": str(user.uid)})
        return False
    # One statement: two requests with the same code at once find it unused once.
    return (
        step is not None and AuthenticatorApp.objects.filter(pk=app.pk, last_step__lt=step).update(last_step=step) == 1
    )


@transaction.atomic
def new_recovery_codes(*, user: User) -> list[str]:
    """Make codes in place of all earlier ones; this is the only moment in which they can be read."""
    codes = [_grouped(base64.b32encode(secrets.token_bytes(10)).decode().lower()) for _number in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create([RecoveryCode(user=user, digest=_digest(code)) for code in codes])
    return codes


def check_recovery_code(user: User, code: str) -> bool:
    """Whether this is one of her codes that was not used before; it is used by asking."""
    unused = RecoveryCode.objects.filter(user=user, digest=_digest(code), used_at=None)
    if unused.update(used_at=timezone.now()) != 1:
        return False
    notify(user, Notice.RECOVERY_CODE_USED)
    return True


@transaction.atomic
def reset_second_factor(*, user: User) -> int:
    """Let somebody who has lost everything in with her password alone; returns how many things were removed.

    Whoever has that password could sign in after this, so the browsers she used are strangers again and she
    is told by mail.
    """
    removed: int = sum(
        model._default_manager.filter(user=user).delete()[0] for model in (AuthenticatorApp, Passkey, RecoveryCode)
    )
    if removed:
        forget_devices(user=user)
        notify(user, Notice.RESET)
    return removed


def forget_codes_without_factor(user: User) -> None:
    """Delete the recovery codes of somebody who is not asked for a second factor any more."""
    if not has_second_factor(user):
        RecoveryCode.objects.filter(user=user).delete()


def notify(user: User, notice: Notice) -> None:
    """Log that something about a person's signing in changed, and mail it to her: another may have changed it."""
    record_about_person(f"identity.{notice.name.lower()}", user)
    mail_notice.enqueue(user_uid=str(user.uid), notice=notice.value, language=get_language())


def _step_of(secret: str, code: str) -> int | None:
    digits = re.sub(r"\s", "", code)
    now = int(time.time()) // _STEP_S
    app = pyotp.TOTP(secret)
    matching = [
        step
        for step in range(now - _CLOCKS_DIFFER_BY_STEPS, now + _CLOCKS_DIFFER_BY_STEPS + 1)
        if pyotp.utils.strings_equal(digits, app.at(step * _STEP_S))
    ]
    return max(matching, default=None)


def _grouped(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def _digest(code: str) -> str:
    # As people copy it: in capitals, with spaces, without hyphens.
    plain: Any = re.sub(r"[\s-]", "", code).lower()
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()
