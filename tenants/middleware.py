"""The gate: which host a request came to, whose it is, and who may pass."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import get_script_prefix, get_urlconf, set_script_prefix, set_urlconf
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers, patch_cache_control

from tenants.addresses import address_map, root_url_of
from tenants.audit import acting_for
from tenants.audit.net import catching_unlogged_writes
from tenants.cookies import receive_cookies, send_cookies
from tenants.fences.refusals import expects_data
from tenants.hosts import HostKind, ResolvedHost, resolve_host
from tenants.models import Agency, Membership
from tenants.replica import reading_a_copy
from tenants.requests import AgencyRequest
from tenants.scope import tenant_scope
from tenants.triggers import is_refusal

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponse]

URLCONFS = {
    HostKind.PUBLIC: "govcms.urls.public",
    HostKind.ADMIN: "govcms.urls.admin",
    HostKind.START: "govcms.urls.start",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class HostMiddleware:
    """Host → site → agency → scope.

    Sets ``request.host_kind``, ``request.agency`` (None on the start host) and ``request.agency_site``
    (None off public hosts), activates the URLconf, cookies, language and time zone of the host, and
    runs the request in the agency's scope. An unknown host gets 404 and learns nothing.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: AgencyRequest) -> HttpResponse:
        """Answer at a known host, or 404."""
        try:
            host = request.get_host().rsplit(":", 1)[0].lower().rstrip(".")
        except DisallowedHost:
            return _nowhere(status=400)
        resolved = resolve_host(host)
        if resolved is None:
            return _nowhere()
        if resolved.map_version is not None:
            address_map.check(resolved.map_version)
        request.host_kind = resolved.kind
        # Views of a kind of host rely on what that kind always has; AgencyRequest says which.
        request.agency = resolved.agency  # type: ignore[assignment]
        request.agency_site = resolved.agency_site  # type: ignore[assignment]
        request.urlconf = URLCONFS[resolved.kind]
        request._wagtail_site = resolved.agency_site and resolved.agency_site.site
        receive_cookies(request, resolved.kind)
        with ExitStack() as stack:
            stack.enter_context(acting_for(request))
            if resolved.agency:
                stack.enter_context(tenant_scope(resolved.agency))
            # Wagtail's preview calls page views without resolving a URL, so nothing else activates the URLconf.
            _activate_urlconf(stack, request.urlconf)
            response = self._answer(request, resolved, stack)
        if resolved.kind is not HostKind.PUBLIC or response.cookies:
            _keep_private(response)
        send_cookies(response, resolved.kind)
        return response

    def _answer(self, request: AgencyRequest, resolved: ResolvedHost, stack: ExitStack) -> HttpResponse:
        if resolved.kind is not HostKind.PUBLIC:
            return self.get_response(request)
        agency, agency_site = resolved.agency, resolved.agency_site
        assert agency is not None
        assert agency_site is not None
        if agency.status == Agency.Status.SUSPENDED:
            with translation.override(agency_site.default_language):
                return _never_kept(render(request, "tenants/suspended.html", status=503))
        if agency.status == Agency.Status.DECOMMISSIONED or (
            agency.status == Agency.Status.DRAFT and not getattr(request, "is_dummy", False)
        ):
            return _nowhere()
        if not resolved.is_primary:
            return HttpResponsePermanentRedirect(root_url_of(agency_site.site.hostname) + request.get_full_path())
        stack.enter_context(timezone.override(ZoneInfo(agency.time_zone)))
        stack.enter_context(translation.override(_take_language(request, resolved, stack)))
        if request.method in SAFE_METHODS:
            stack.enter_context(reading_a_copy())
        return self.get_response(request)


def _nowhere(*, status: int = 404) -> HttpResponse:
    """The same words for a host that nobody has and for one that is not open, yet or to this person."""
    # Without the request: what stands around a site's pages would be read for one that is not open, and for no other.
    return _never_kept(HttpResponse(render_to_string("tenants/unknown_host.html"), status=status))


def _never_kept(response: HttpResponse) -> HttpResponse:
    """Let nobody on the way answer for a host that may be open by then."""
    add_never_cache_headers(response)
    return response


def _keep_private(response: HttpResponse) -> None:
    """Let nobody on the way keep an answer that is for one person, whatever its view forgot to say."""
    if response.has_header("Cache-Control"):
        patch_cache_control(response, private=True)
    else:
        add_never_cache_headers(response)


def _activate_urlconf(stack: ExitStack, urlconf: str) -> None:
    stack.callback(set_urlconf, get_urlconf())
    set_urlconf(urlconf)


def _take_language(request: AgencyRequest, resolved: ResolvedHost, stack: ExitStack) -> str:
    """The language of the URL; its prefix becomes the script prefix, so that reversed URLs carry it."""
    agency_site = resolved.agency_site
    assert agency_site is not None
    first, _, rest = request.path_info.lstrip("/").partition("/")
    if first not in agency_site.languages or first == agency_site.default_language:
        return agency_site.default_language
    stack.callback(set_script_prefix, get_script_prefix())
    set_script_prefix(f"/{first}/")
    request.path_info = f"/{rest}"
    return first


def _send_to_sign_in(request: AgencyRequest) -> HttpResponse:
    """A page is left for signing in; a script is told where that is, for the words on its page would be lost."""
    if expects_data(request):
        # Signed in again, in another tab, the person is sent back to the page that asked.
        return JsonResponse({"success": False, "sign_in": _sign_in_address(request, "/admin/session/")}, status=401)
    return redirect(_sign_in_address(request, request.get_full_path() if request.method == "GET" else "/admin/"))


def _sign_in_address(request: AgencyRequest, wanted: str) -> str:
    query = urlencode({"next": root_url_of(request.agency.admin_host) + wanted})
    return f"{settings.LOGIN_URL}?{query}"


# Colleagues see the day she was last there; more would be watching her.
_VISITS_APART = timedelta(hours=1)


def remember_visit(membership: Membership) -> None:
    """Note that a member was here, at most once an hour: reading requests hardly ever write."""
    now = timezone.now()
    if membership.last_seen_at is None or now - membership.last_seen_at > _VISITS_APART:
        Membership.objects.filter(pk=membership.pk).update(last_seen_at=now)


class MembersOnlyMiddleware:
    """Lets an agency's admin host answer its members only; to anybody else it does not exist."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: AgencyRequest) -> HttpResponse:
        """Send strangers to sign in and members of other agencies nowhere."""
        if request.host_kind is HostKind.ADMIN:
            if not request.user.is_authenticated:
                return _send_to_sign_in(request)
            # Asked for a closed agency and for none as well: the time that an answer takes tells nothing.
            of_hers = Membership.objects.current().filter(user=request.user, agency_id=request.agency.pk)
            membership = of_hers.order_by("pk").first()
            if membership is None or not request.agency.is_open_to_staff:
                return _nowhere()
            request.membership = membership
            remember_visit(membership)
        return self.get_response(request)


class AtomicWritesMiddleware:
    """Runs each writing request of an admin host in one transaction, and sees to it that the log has it.

    Wagtail publishes, moves and deletes in several steps of their own; what follows from them
    (entries, outbox, log) has to stand or fall with them. Reading requests take no transaction:
    on SQLite each would hold the one write lock. Nor does signing in: a stranger who tries passwords
    would hold it for as long as each takes to check.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: AgencyRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(
        self, request: AgencyRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Call the view within a transaction where it may write."""
        if request.host_kind is HostKind.PUBLIC or request.method in SAFE_METHODS:
            return None
        if request.host_kind is HostKind.START:
            with catching_unlogged_writes(request):
                return view(request, *args, **kwargs)
        try:
            with transaction.atomic(), catching_unlogged_writes(request):
                return view(request, *args, **kwargs)
        except IntegrityError as error:
            # Forms refuse earlier and say which field; this is for what only the database could know.
            if not is_refusal(error):
                raise
            logger.warning("tenants.database_refused", extra={"rule": str(error).splitlines()[0]})
            return render(request, "tenants/admin_refused.html", status=409)
