"""The search page of agency sites and of the portal."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.analysis import base_language
from search.facets import filter_groups, topic_names
from search.finding import Found, find
from search.forms import SearchForm
from search.labels import agency_labels, type_names
from search.query import FILTERS, SearchQuery
from tenants.requests import AgencyRequest
from themes.pagination import page_links


@require_safe
def results(request: AgencyRequest) -> HttpResponse:
    """Search this agency's pages, or those of all agencies: always on the portal, on request on an agency's site."""
    form = SearchForm(request.GET)
    is_portal = bool(request.agency.is_platform)
    searches_all = is_portal or bool(request.GET.get("everywhere"))
    text = form.cleaned_data["q"] if form.is_valid() else ""
    context: dict[str, Any] = {
        "form_errors": [{"message": error, "target": "search-page-box"} for error in form.errors.get("q", ())],
        "query": text,
        "searches_all": searches_all,
        "is_portal": is_portal,
        "everywhere_url": f"?{urlencode({'q': text, 'everywhere': 1})}",
        "here_url": f"?{urlencode({'q': text})}",
        "action": reverse("search"),
        "kept": [{"name": "everywhere", "value": "1"}] if searches_all and not is_portal else [],
    }
    if text:
        found = find(_asked(request, form.cleaned_data, searches_all=searches_all), on_site=request.agency_site)
        context |= _found_context(request, found, searches_all=searches_all)
    return TemplateResponse(request, "search/results.html", context)


def _asked(request: AgencyRequest, asked: dict[str, Any], *, searches_all: bool) -> SearchQuery:
    agencies: tuple[str, ...] = (str(request.agency.uid),)
    if searches_all:
        agencies = agency_labels.uids_of(asked["agency"])
    return SearchQuery(
        text=asked["q"],
        agencies=agencies,
        types=asked["type"],
        topics=asked["topic"],
        languages=asked["language"],
        page=asked["page"],
        language=base_language(get_language() or "en"),
        counted=FILTERS if searches_all else tuple(name for name in FILTERS if name != "agency"),
    )


def _found_context(request: AgencyRequest, found: Found, *, searches_all: bool) -> dict[str, Any]:
    shown_topics = {key for page in found.pages for key in page.entry.topics}
    topics = topic_names(found.results, {*shown_topics, *found.query.topics})
    types = type_names()
    language = get_language()
    hidden = [("q", found.query.text)]
    if searches_all and not request.agency.is_platform:
        hidden.append(("everywhere", "1"))
    return {
        "found": found,
        "hits": [
            {
                "title": page.title,
                "url": page.url,
                "snippet": page.passage,
                "agency": page.entry.agency_for_readers if searches_all else "",
                "type": _("Withdrawn") if page.entry.is_withdrawn else types.get(page.entry.type, ""),
                "facts": page.entry.facts,
                # Beside the day of an event, that of its last change would be taken for it.
                "date": page.entry.updated_at if not page.entry.facts else None,
                "language": page.entry.language if page.entry.language != language else "",
                "topics": [topics[key] for key in page.entry.topics if key in topics],
            }
            for page in found.pages
        ],
        "groups": filter_groups(
            found.query, found.results, names_of_topics=topics, names_of_types=types, with_agencies=searches_all
        ),
        "hidden": [{"name": name, "value": value} for name, value in hidden],
        "clear_url": f"?{urlencode(hidden)}" if any(request.GET.get(name) for name in FILTERS) else "",
        "pagination": page_links(
            number=found.query.page, total=found.last_page, query=_kept_parameters(request.GET, hidden)
        ),
        "first_number": found.query.offset + 1,
    }


def _kept_parameters(given: QueryDict, hidden: list[tuple[str, str]]) -> QueryDict:
    """What the links to other pages of results carry: the question and the filters, nothing else of the address."""
    kept = QueryDict(mutable=True)
    for name, value in hidden:
        kept[name] = value
    for name in FILTERS:
        if name in given:
            kept.setlist(name, given.getlist(name))
    return kept
