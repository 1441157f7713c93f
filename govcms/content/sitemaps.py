"""sitemap.xml and robots.txt of a site."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from govcms.content.languages.switcher import alternates_of
from govcms.content.models import GuidePage
from govcms.pages.models import Page
from govcms.pages.protection import behind_password
from tenants.addresses import address_map, root_url_of
from tenants.models import Agency, AgencySite
from tenants.requests import AgencyRequest

# The protocol allows 50,000; smaller files are answered faster and asked for again in parts.
PER_FILE = 5_000


def open_pages(agency_site: AgencySite) -> QuerySet[Page]:
    """The live pages of a site that everybody may read, in all its languages and in the order of the tree."""
    homes = [
        home.home_url_path
        for language in agency_site.languages or [agency_site.default_language]
        if (home := address_map.home_of(agency_site.pk, language))
    ]
    below = Q(pk__in=[])
    for url_path in homes:
        below |= Q(url_path__startswith=url_path)
    return (
        Page.objects.filter(below, agency_id=agency_site.agency_id, live=True, withdrawn_at=None)
        .exclude(behind_password())
        .order_by("path")
    )


@require_safe
def sitemap(request: AgencyRequest, number: int | None = None) -> HttpResponse:
    """The addresses of a site's pages, or of the files that hold them where they are many."""
    pages = open_pages(request.agency_site)
    total = pages.count()
    root_url = root_url_of(request.agency_site.site.hostname)
    if number is None and total > PER_FILE:
        files = range(1, (total - 1) // PER_FILE + 2)
        context = {"addresses": [f"{root_url}/sitemap-{file}.xml" for file in files]}
        return TemplateResponse(request, "content/sitemap_index.xml", context, content_type="application/xml")
    first = ((1 if number is None else number) - 1) * PER_FILE
    if number is not None and not 0 <= first < max(total, 1):
        raise Http404
    fields = ("path", "url_path", "depth", "last_published_at", "translation_key", "content_type_id")
    shown = pages[first : first + PER_FILE]
    versions = _versions_of(shown, pages, request.agency_site)
    found = [page for page in shown.only(*fields) if page.site_address is not None]
    entries = [
        {
            "address": page.full_url,
            "changed": page.last_published_at,
            "alternates": alternates_of(versions[page.translation_key], request.agency_site.default_language),
        }
        for page in found
    ]
    entries += _parts_of_guides(found)
    return TemplateResponse(request, "content/sitemap.xml", {"entries": entries}, content_type="application/xml")


def _parts_of_guides(pages: Sequence[Page]) -> Iterator[dict[str, Any]]:
    """The parts of the guides among ``pages`` but the first, which has the address of the guide. One query, if any."""
    kind = ContentType.objects.get_for_model(GuidePage).pk
    guides = {page.pk: page for page in pages if page.content_type_id == kind}
    for guide in GuidePage.objects.filter(pk__in=guides).only("pk", "body") if guides else ():
        page = guides[guide.pk]
        for part in guide.parts[1:]:
            yield {"address": f"{page.full_url}{part.slug}/", "changed": page.last_published_at}


def _versions_of(
    shown: QuerySet[Page], pages: QuerySet[Page], agency_site: AgencySite
) -> Mapping[UUID, dict[str, str]]:
    """The addresses of the open versions of each page shown, by its translation key and the language."""
    versions: dict[UUID, dict[str, str]] = defaultdict(dict)
    if len(agency_site.languages) < 2:
        return versions
    found = pages.filter(translation_key__in=shown.values("translation_key"))
    for page in found.only("path", "url_path", "depth", "translation_key"):
        address = page.site_address
        if address is not None:
            versions[page.translation_key][address.language] = page.full_url
    return versions


@require_safe
def robots(request: AgencyRequest) -> HttpResponse:
    """What search engines may read: all of a live site but its search results, nothing of another."""
    lines = ["User-agent: *"]
    if request.agency.status == Agency.Status.LIVE:
        root_url = root_url_of(request.agency_site.site.hostname)
        lines += ["Disallow: /search/", "", f"Sitemap: {root_url}/sitemap.xml"]
    else:
        lines += ["Disallow: /"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
