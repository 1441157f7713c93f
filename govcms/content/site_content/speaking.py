"""What a site says in more than one place: reusable content and alerts, from its files."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django.utils import timezone
from django.utils.text import slugify
from wagtail.fields import StreamField

from govcms.content.models import ContentPage, SiteAlert, Snippet
from govcms.content.site_content.blocks import stored_form
from govcms.content.site_content.references import Resolver
from tenants.errors import UserError
from tenants.models import PLATFORM_KEY, Agency, AgencySite

# How a page names what the platform shares: ``@snippet:platform/emergency-number``.
_PLATFORMS = f"{PLATFORM_KEY}/"


def store_snippets(agency: Agency, described: Mapping[str, Mapping[str, Any]], resolver: Resolver) -> dict[str, int]:
    """Keep the reusable content of a site; returns primary keys by key."""
    block = cast(StreamField, Snippet._meta.get_field("content")).stream_block
    stored = {}
    for key, snippet in described.items():
        try:
            content = stored_form(block, resolver.resolve(snippet["content"]))
        except UserError as error:
            raise UserError(f"Reusable content {key}: {error}") from error
        kept = Snippet(
            agency=agency,
            name=snippet["name"],
            is_shared=snippet.get("shared", False),
            content=content,
            language=snippet.get("language", ""),
        )
        kept.save()
        stored[key] = kept.pk
    return stored


def platform_snippets(references: Iterable[str]) -> dict[str, int]:
    """What the platform shares, by ``platform/`` and its name as in an address; empty if nothing refers to it."""
    if not any(key.startswith(_PLATFORMS) for key in references):
        return {}
    # Not through the manager: nobody has entered the agency that is being launched.
    shared = Snippet._base_manager.filter(Snippet.shared_rows)
    return {f"{_PLATFORMS}{slugify(snippet.name)}": snippet.pk for snippet in shared}


def open_alerts(
    agency_site: AgencySite,
    described: Sequence[Mapping[str, Any]],
    pages: Mapping[str, Mapping[str, ContentPage]],
) -> None:
    """Put up the alerts of a site, from now on for as many days as each says.

    ``pages`` are by language and path, those of the site's first language by no language.
    """
    now = timezone.now()
    block = cast(StreamField, SiteAlert._meta.get_field("translations")).stream_block
    for alert in described:
        path = alert.get("page", "")
        translations = [
            {**words, "link_address": _address_of(path, pages, words["language"]) if "link_text" in words else ""}
            for words in alert.get("translations", ())
        ]
        SiteAlert.objects.create(
            agency=agency_site.agency,
            agency_site=agency_site,
            level=alert["level"],
            title=alert["title"],
            text=alert.get("text", ""),
            link_text=alert.get("link_text", ""),
            link_address=_address_of(path, pages),
            starts_at=now,
            ends_at=now + datetime.timedelta(days=alert["days"]),
            translations=stored_form(block, translations),
        )


def _address_of(path: str, pages: Mapping[str, Mapping[str, ContentPage]], language: str = "") -> str:
    page = pages.get(language, {}).get(path) or pages[""].get(path)
    return (page.full_url or "") if page is not None else ""
