"""In which language the platform speaks to whom: one of those it ships."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from tenants.models import Agency


def shipped(*wanted: str | None) -> str:
    """The first of these languages that the platform speaks, else its own; a variant counts as its language."""
    for language in wanted:
        base = (language or "").partition("-")[0].lower()
        if base in settings.SHIPPED_LANGUAGES:
            return base
    return str(settings.LANGUAGE_CODE)


def language_for(request: HttpRequest) -> str:
    """What a person has chosen in her account, else what her browser asks for."""
    profile = getattr(request.user, "wagtail_userprofile", None) if request.user.is_authenticated else None
    asked_for = [code for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    return shipped(getattr(profile, "preferred_language", ""), *asked_for)


def language_of_user(user: Any, agency: Agency) -> str:
    """What she has chosen, else that of the agency, for what is written to her while she is not there."""
    chosen = getattr(getattr(user, "wagtail_userprofile", None), "preferred_language", "")
    return shipped(chosen) if chosen else language_of_agency(agency)


def language_of_agency(agency: Agency) -> str:
    """The language of the agency's first site, for those who have no account yet."""
    return shipped(agency.sites.order_by("pk").values_list("default_language", flat=True).first())
