"""Error pages of public hosts, in the look of the site and with a reference to quote."""

import logging
import math
import sys
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from govcms.content.chrome import Chrome, chrome_for, remembered_chrome
from govcms.content.languages.switcher import choices_for
from govcms.media.errors import FileStoreAway
from govcms.observability.references import current_reference

logger = logging.getLogger(__name__)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Where the address leads now if it is an old one, else 404: no page at this address."""
    moved = _redirect_or_none(request)
    if moved is not None:
        return moved
    title = _("Page not found")
    text = _("Check that you typed the address correctly. The page may have moved or been removed.")
    return _answer(request, status=404, title=title, text=text, chrome=_chrome_or_none(request))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the page is not for this reader, or a form was sent from another site."""
    title = _("You cannot open this page")
    text = _("If you sent a form, go back, load the page again and send it once more.")
    return _answer(request, status=403, title=title, text=text, chrome=_chrome_or_none(request))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without the proof that it came from us."""
    return permission_denied(request)


def too_many_attempts(request: HttpRequest, *, wait_s: int) -> HttpResponse:
    """429: a password was tried too often."""
    wait = math.ceil(wait_s / 60)
    title = _("There were too many attempts")
    text = ngettext("Wait %(minutes)s minute, then try again.", "Wait %(minutes)s minutes, then try again.", wait) % {
        "minutes": wait
    }
    response = _answer(request, status=429, title=title, text=text, chrome=_chrome_or_none(request))
    response.headers["Retry-After"] = str(wait_s)
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request makes no sense to us."""
    title = _("We could not read your request")
    text = _("Go back and try again.")
    return _answer(request, status=400, title=title, text=text, chrome=_remembered(request))


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when a server we need is away; asks the database nothing, since it may be the reason."""
    error = sys.exc_info()[1]
    # Wagtail has an error of its own for a picture that cannot be read, and names the reason.
    is_away = isinstance(error, DatabaseError | FileStoreAway) or isinstance(error and error.__cause__, FileStoreAway)
    title = _("This site is not available at the moment") if is_away else _("Something went wrong")
    text = _("We are working on it. Try again in a few minutes; what you sent may have to be sent again.")
    return _answer(request, status=503 if is_away else 500, title=title, text=text, chrome=_remembered(request))


def _redirect_or_none(request: HttpRequest) -> HttpResponse | None:
    # Imported late: it needs the models, and this module is imported with the settings' URLs.
    from govcms.content.redirects.answering import answer_at_old_address

    try:
        return answer_at_old_address(request)
    except DatabaseError:
        logger.exception("redirects cannot be read")
        return None


def _chrome_or_none(request: HttpRequest) -> Chrome | None:
    try:
        return chrome_for(request)
    except DatabaseError:
        logger.exception("chrome cannot be read")
        return _remembered(request)


def _remembered(request: HttpRequest) -> Chrome | None:
    agency_site = getattr(request, "agency_site", None)
    return remembered_chrome(agency_site) if agency_site is not None else None


def _answer(request: HttpRequest, *, status: int, title: str, text: str, chrome: Chrome | None) -> HttpResponse:
    is_failure = status >= 500
    links = [{"title": _("Home page"), "url": chrome.home_url}] if chrome is not None else []
    context: dict[str, Any] = {
        "chrome": chrome,
        "languages": choices_for(chrome, {}),
        "title": title,
        "text": text,
        "links": links,
        "reference": current_reference(),
        "search_url": "" if is_failure or chrome is None else chrome.search_url,
        "meta": {"title": title, "robots": "noindex"},
    }
    # Without the request, so that no context processor asks a database that may be away.
    response = HttpResponse(render_to_string("content/error.html", context), status=status)
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = "120"
    return response
