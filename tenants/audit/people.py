"""Signing in and out, and passwords: in the log of each agency that the person works in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Exists, OuterRef, Q
from django.db.models.signals import post_save
from django.dispatch import receiver

from tenants.audit.recording import Fact, record_many
from tenants.models import PLATFORM_KEY, Agency, Membership


def record_about_person(action: str, user: Any, *, actor: Any = None, details: dict[str, Any] | None = None) -> None:
    """Tell every agency that the person works in, else the platform; ``actor`` where it is not who asks."""
    memberships = Membership.objects.current().filter(user_id=user.pk).order_by("agency")
    agencies: list[int | None] = list(dict.fromkeys(memberships.values_list("agency", flat=True)))
    record_many(
        Fact(action, user, agency_id, getattr(actor, "uid", None), details or {}) for agency_id in agencies or [None]
    )


@receiver(user_logged_in, dispatch_uid="tenants.audit_sign_in")
def record_sign_in(user: Any, **kwargs: Any) -> None:
    """Somebody signed in."""
    record_about_person("tenants.sign_in", user, actor=user)


@receiver(user_logged_out, dispatch_uid="tenants.audit_sign_out")
def record_sign_out(user: Any, **kwargs: Any) -> None:
    """Somebody signed out."""
    if user is not None:
        record_about_person("tenants.sign_out", user, actor=user)


@receiver(user_login_failed, dispatch_uid="tenants.audit_failed_sign_in")
def record_failed_sign_in(credentials: dict[str, Any], **kwargs: Any) -> None:
    """Somebody tried a wrong password; what was typed in place of an e-mail address is nobody's to keep."""
    email = str(credentials.get("username") or credentials.get("email") or "").strip().lower()
    user = get_user_model()._default_manager.filter(email=email).first()
    # The platform is asked for in any case: whether there is an account, and where, makes no other work.
    hers = Membership.objects.current().filter(user__email=email, agency=OuterRef("pk"))
    agencies = Agency.objects.annotate(is_hers=Exists(hers)).filter(Q(is_hers=True) | Q(key=PLATFORM_KEY))
    found = list(agencies.order_by("pk").values_list("pk", "is_hers"))
    told: list[int | None] = [pk for pk, is_hers in found if is_hers] or [pk for pk, _is_hers in found] or [None]
    record_many(Fact("tenants.failed_sign_in", user, agency_id) for agency_id in told)


@receiver(post_save, sender=get_user_model(), dispatch_uid="tenants.audit_password")
def record_password(instance: Any, created: bool, **kwargs: Any) -> None:
    """An account was made, or its password changed."""
    if created:
        record_about_person("tenants.create_account", instance)
    elif instance._password is not None:
        # Django forgets the new password once it has told its validators, after this.
        record_about_person("tenants.change_password", instance)
