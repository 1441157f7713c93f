"""The guard of admin hosts: no view is reached at a URL that nobody has thought about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from tenants.admin_rules import rule_of
from tenants.hosts import HostKind
from tenants.requests import AgencyRequest


class AdminGuardMiddleware:
    """Asks the rule of each admin URL before its view runs; a URL without a rule answers 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request: AgencyRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Raise Http404 for what is closed, unknown or another agency's."""
        if request.host_kind is not HostKind.ADMIN:
            return
        match = request.resolver_match
        rule = rule_of(match.view_name) if match and match.url_name else None
        if rule is None:
            raise Http404
        rule(request, kwargs)
        forget_strange_next(request)


def forget_strange_next(request: HttpRequest) -> None:
    """Take away a ``next`` that does not lead to this host: the view then leads where it leads without one.

    Wagtail hands what it was sent to Django's ``redirect()``, which takes a word without a slash for the name
    of a view and fails where there is none.
    """
    for name in ("GET", "POST") if request.method == "POST" else ("GET",):
        sent = getattr(request, name)
        if "next" in sent and not all(leads_here(value, request) for value in sent.getlist("next")):
            kept = sent.copy()
            del kept["next"]
            kept._mutable = False
            setattr(request, name, kept)


def leads_here(address: str, request: HttpRequest) -> bool:
    """Whether an address is on the host that is asked, with or without naming it; nothing at all counts as well."""
    if not address:
        return True
    is_address = address.startswith("/") or "://" in address
    return is_address and url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
