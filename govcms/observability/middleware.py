"""Middleware around everything else: references, the request log, health."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from govcms.observability import health
from govcms.observability.logs import without_tokens
from govcms.observability.references import reference_for, referring_to

GetResponse = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger(__name__)


class RequestLogMiddleware:
    """Give each request a reference, answer with it, and write one line when it is done."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        reference = reference_for(request.headers.get("X-Request-ID", ""))
        started = time.perf_counter()
        # For what tenants writes to the log: it cannot ask here.
        request.reference = reference  # type: ignore[attr-defined]
        with referring_to(reference):
            response = self.get_response(request)
            response.headers["X-Request-ID"] = reference
            _log(request, response, duration_s=time.perf_counter() - started)
        return response


def _log(request: HttpRequest, response: HttpResponse, *, duration_s: float) -> None:
    # The scope has been left by now; the request remembers whose it was. No query: what people search is theirs.
    agency = getattr(request, "agency", None)
    fields = {
        "method": request.method,
        "host": request.META.get("HTTP_HOST", ""),
        "path": without_tokens(request.path),
        "status": response.status_code,
        "duration_ms": round(duration_s * 1000, 1),
    }
    # On an admin host that nobody has, the agency is a name somebody typed.
    if agency is not None and agency.pk:
        fields["agency"] = agency.key
    quiet = request.path.startswith(("/health/", "/static/"))
    logger.log(logging.DEBUG if quiet else logging.INFO, "request.finished", extra=fields)


class HealthMiddleware:
    """Answer ``/health/live`` and ``/health/ready`` on any host: a load balancer calls by address, not by name."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the health checks, and pass everything else on."""
        check = {"/health/live": _live, "/health/ready": _ready}.get(request.path)
        if check is None:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = check()
        response.headers["Cache-Control"] = "no-store"
        return response


def _live() -> HttpResponse:
    return JsonResponse({"status": "ok"})


def _ready() -> HttpResponse:
    parts = health.check_parts()
    if not health.can_serve(parts):
        return JsonResponse({"status": "down", "parts": parts}, status=503)
    is_whole = all(state == health.OK for state in parts.values())
    return JsonResponse({"status": "ok" if is_whole else "degraded", "parts": parts})
