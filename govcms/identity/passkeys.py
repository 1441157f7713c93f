"""Passkeys: what the browser is asked, and whether its answer is true.

A passkey belongs to one host, the start host; on the admin hosts of agencies it cannot be asked for, and
no other site can ask for it. Each asks the person for a finger, a face or a PIN, so it is two factors at once.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from govcms.identity.models import Passkey, User
from govcms.identity.places import start_url
from govcms.identity.second_factor import forget_codes_without_factor, notify
from govcms.identity.tasks import Notice

# More are of no use to a person, and each is named to the browser whenever one is asked for.
MOST_PASSKEYS = 20

Options = dict[str, Any]
State = dict[str, Any]


class NotProven(Exception):
    """The answer is not that of a key to the question that was asked."""


def ask_for_new(user: User) -> tuple[Options, State]:
    """What the browser needs to make a passkey, and what to remember until it answers."""
    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(id=user.uid.bytes, name=user.email, display_name=user.name),
        credentials=[_public_data(passkey) for passkey in user.passkeys.all()],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options)["publicKey"], state


def add_passkey(*, user: User, name: str, state: State, answer: str) -> Passkey:
    """Keep the passkey that the browser made. Raises NotProven."""
    try:
        made = _server().register_complete(state, _parsed(answer)).credential_data
    except Exception as error:  # the library takes apart what anybody may send, and raises whatever it meets
        raise NotProven from error
    if made is None or user.passkeys.count() >= MOST_PASSKEYS:
        raise NotProven
    try:
        with transaction.atomic():
            passkey = Passkey.objects.create(
                user=user,
                name=name,
                credential_id=websafe_encode(made.credential_id),
                public_data=bytes(made),
            )
            notify(user, Notice.PASSKEY_ADDED)
    except IntegrityError as error:
        raise NotProven from error
    return passkey


@transaction.atomic
def remove_passkey(passkey: Passkey) -> None:
    """Take it no more."""
    passkey.delete()
    forget_codes_without_factor(passkey.user)
    notify(passkey.user, Notice.PASSKEY_REMOVED)


def ask_for_known(user: User | None = None) -> tuple[Options, State]:
    """What the browser needs to find a passkey: of this person, or whichever it has; and what to remember."""
    options, state = _server().authenticate_begin(
        [_public_data(passkey) for passkey in user.passkeys.all()] if user else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options)["publicKey"], state


def owner_of_answer(*, state: State, answer: str, user: User | None = None) -> User:
    """Whose passkey answered; ``user`` is whose it has to be. Raises NotProven."""
    found = _parsed(answer)
    passkeys = Passkey.objects.select_related("user").filter(credential_id=str(found.get("rawId", "")))
    passkey = (passkeys.filter(user=user) if user else passkeys).first()
    if passkey is None or not passkey.user.is_active:
        raise NotProven
    try:
        _server().authenticate_complete(state, [_public_data(passkey)], found)
        count = AuthenticationResponse.from_dict(found).response.authenticator_data.counter
    except Exception as error:  # as above
        raise NotProven from error
    if count and count <= passkey.sign_count:
        raise NotProven
    passkey.sign_count = count
    passkey.last_used_at = timezone.now()
    passkey.save(update_fields=["sign_count", "last_used_at"])
    return passkey.user


def _server() -> Fido2Server:
    place = PublicKeyCredentialRpEntity(id=f"admin.{settings.BASE_HOST}", name=settings.WAGTAIL_SITE_NAME)
    return Fido2Server(place, verify_origin=lambda origin: origin == start_url())


def _public_data(passkey: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(passkey.public_data))


def _parsed(answer: str) -> dict[str, Any]:
    try:
        found = json.loads(answer)
    except ValueError as error:
        raise NotProven from error
    if not isinstance(found, dict):
        raise NotProven
    return found
