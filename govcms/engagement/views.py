"""The public pages on which citizens report problems: without script, without an account."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import unquote, urlsplit

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import get_script_prefix
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from govcms.content.serving import find
from govcms.engagement.forms import ProblemForm
from govcms.engagement.models import MAX_ADDRESS, ProblemReport
from govcms.identity.attempts import count_attempt, minutes, report_keys
from govcms.pages.models import Page
from tenants.requests import AgencyRequest
from tenants.visitor_address import visitor_address


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_problem(request: AgencyRequest) -> HttpResponse:
    """Show the form, or keep what was reported and say thank you."""
    if request.method != "POST":
        return _form(request, ProblemForm(initial={"address": _page_before(request)}))
    form = ProblemForm(request.POST)
    if not form.is_valid():
        return _form(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if form.is_from_machine:
        return redirect("problem_reported")
    if wait_s := count_attempt(report_keys(address=visitor_address(request))):
        wait = minutes(wait_s)
        form.add_error(
            None,
            ngettext(
                "Many reports came from your network. Your words are kept here: send them in %(minutes)s minute.",
                "Many reports came from your network. Your words are kept here: send them in %(minutes)s minutes.",
                wait,
            )
            % {"minutes": wait},
        )
        return _form(request, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    path = form.cleaned_data["address"]
    ProblemReport.objects.create(
        agency=request.agency,
        agency_site=request.agency_site,
        page=_page_at(request, path),
        address=path,
        words=form.cleaned_data["words"],
        reply_to=form.cleaned_data["reply_to"],
    )
    return redirect("problem_reported")


@require_safe
def problem_reported(request: AgencyRequest) -> HttpResponse:
    """Say that the report has arrived."""
    return TemplateResponse(request, "engagement/problem_reported.html")


def _form(request: AgencyRequest, form: ProblemForm, *, status: int = 200) -> HttpResponse:
    return TemplateResponse(request, "engagement/report_problem.html", {"form": form}, status=status)


def _page_before(request: AgencyRequest) -> str:
    """The page of this site from which the reader came; nothing where the browser does not say."""
    try:
        before = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return ""
    return unquote(before.path)[:MAX_ADDRESS] if before.netloc == request.get_host() else ""


def _page_at(request: AgencyRequest, path: str) -> Page | None:
    """The live page at a path of the site, in the language of the form."""
    prefix = get_script_prefix()
    if not path.startswith(prefix):
        return None
    found = find(request, path.removeprefix(prefix))
    if found is None or found.rest or not found.trail[-1].live:
        return None
    return Page.objects.filter(pk=found.trail[-1].pk).first()
