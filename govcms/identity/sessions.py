"""How long a person stays signed in, and where."""

from __future__ import annotations

import time
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models import Q, QuerySet
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from govcms.identity.browsers import browser_name
from govcms.identity.models import SignedInSession, User
from tenants.visitor_address import visitor_address

_SIGNED_IN_AT = "signed_in_at"
_SEEN_AT = "seen_at"
_PROVED_AT = "proved_at"
_SECOND_FACTOR = "second_factor"
# Each note is a write, so one a minute has to do.
_NOTED_EVERY_S = 60


@receiver(user_logged_in, dispatch_uid="identity.begin_session")
def begin_session(sender: object, request: HttpRequest, user: User, **kwargs: object) -> None:
    """Start the clocks of a session, and list it."""
    now = timezone.now()
    request.session[_SIGNED_IN_AT] = request.session[_SEEN_AT] = request.session[_PROVED_AT] = int(now.timestamp())
    # Signing in again within a session keeps its key.
    SignedInSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "browser": browser_name(request.META.get("HTTP_USER_AGENT", ""))[:60],
            "address": visitor_address(request),
            "started_at": now,
            "last_seen_at": now,
        },
    )


@receiver(user_logged_out, dispatch_uid="identity.forget_session")
def forget_session(sender: object, request: HttpRequest, **kwargs: object) -> None:
    """Take a session that ends off the list."""
    SignedInSession.objects.filter(session_key=request.session.session_key).delete()


def has_timed_out(session: Any) -> bool:
    """Whether a signed-in session was not used for too long, or has lasted too long."""
    now = time.time()
    signed_in_at, seen_at = session.get(_SIGNED_IN_AT, now), session.get(_SEEN_AT, now)
    return bool(
        now - seen_at > settings.SESSION_IDLE_MINUTES * 60 or now - signed_in_at > settings.SESSION_HOURS * 60 * 60
    )


def note_use(session: Any) -> None:
    """Remember that a session is used now, to the minute."""
    now = time.time()
    if now - session.get(_SEEN_AT, 0) < _NOTED_EVERY_S:
        return
    session[_SEEN_AT] = int(now)
    SignedInSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())


def keep_listed(*, old_key: str | None, new_key: str | None) -> None:
    """Keep a session on the list that was given another key."""
    SignedInSession.objects.filter(session_key=old_key).update(session_key=new_key)


def sessions_of(user: User) -> QuerySet[SignedInSession]:
    """Where a person is signed in, the latest first."""
    return SignedInSession.objects.filter(user=user).exclude(_over())


def end_sessions(*, user: User, keep: str | None = None, uid: Any = None) -> int:
    """Sign a person out of the session ``uid``, or of all but the one with the key ``keep``; returns how many."""
    sessions = SignedInSession.objects.filter(user=user).exclude(session_key=keep or "")
    if uid is not None:
        sessions = sessions.filter(uid=uid)
    keys = list(sessions.values_list("session_key", flat=True))
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in keys:
        store().delete(key)
    SignedInSession.objects.filter(session_key__in=keys).delete()
    return len(keys)


def prove(session: Any, *, second_factor: bool = False) -> None:
    """Remember that the person has just shown who she is, and whether by more than her password."""
    session[_PROVED_AT] = int(time.time())
    if second_factor:
        session[_SECOND_FACTOR] = True


def is_proved_by_second_factor(session: Any) -> bool:
    """Whether more than a password opened this session."""
    return bool(session.get(_SECOND_FACTOR))


def forget_second_factor(session: Any) -> None:
    """Take a session for one that a password alone has opened."""
    session.pop(_SECOND_FACTOR, None)


def is_proved_lately(session: Any) -> bool:
    """Whether she has shown who she is recently enough to change how she signs in."""
    return time.time() - session.get(_PROVED_AT, 0) < settings.PROOF_LASTS_MINUTES * 60


def prune_signed_in_sessions() -> int:
    """Take sessions that are over off the list; returns how many."""
    return SignedInSession.objects.filter(_over()).delete()[0]


def _over() -> Q:
    now = timezone.now()
    return Q(last_seen_at__lte=now - timedelta(minutes=settings.SESSION_IDLE_MINUTES)) | Q(
        started_at__lte=now - timedelta(hours=settings.SESSION_HOURS)
    )
