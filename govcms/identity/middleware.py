"""What is asked of a signed-in session before it is believed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpResponse

from govcms.identity.sessions import has_timed_out, note_use
from tenants.hosts import HostKind
from tenants.requests import AgencyRequest

# An open editor asks for these by itself, for as long as it stands open on an empty desk.
_ASKED_BY_CLOCKWORK = ("/admin/editing-sessions/",)


class SessionLimitsMiddleware:
    """Ends sessions that were not used for too long, or have lasted too long."""

    def __init__(self, get_response: Callable[[AgencyRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: AgencyRequest) -> HttpResponse:
        """Sign out, or note that the session is used."""
        if request.host_kind is not HostKind.PUBLIC and request.user.is_authenticated:
            if has_timed_out(request.session):
                logout(request)
            elif not request.path.startswith(_ASKED_BY_CLOCKWORK):
                note_use(request.session)
        return self.get_response(request)
