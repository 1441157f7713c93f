"""The alerts above the pages of a site, remembered with their times: they come and go by the clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language_info

from govcms.content.models import SiteAlert
from tenants.models import PLATFORM_KEY, AgencySite
from tenants.scope import every_agency


@dataclass(frozen=True, slots=True)
class Alert:
    """What components/alert.html shows, and between which times."""

    tone: str
    title: str
    text: str
    link: dict[str, str] | None
    starts_at: datetime
    ends_at: datetime
    # Of the words, where they are not in the language of the page.
    language: str = ""
    direction: str = ""


def alerts_of(agency_site: AgencySite, language: str) -> tuple[Alert, ...]:
    """The alerts of a site that are not over, after what the platform says on all sites. One query.

    In the words of the language, otherwise in their own: those are in the first language of the site they belong to.
    """
    own, everywhere = Q(agency_site=agency_site), Q(on_all_sites=True, agency__key=PLATFORM_KEY)
    with every_agency(reason="what the platform says on all sites stands above what a site says itself"):
        rows = list(
            SiteAlert.objects.filter(own | everywhere, ends_at__gt=timezone.now())
            .select_related("agency_site")
            .order_by("-on_all_sites", "starts_at", "pk")
        )
    return tuple(_in_language(row, language) for row in rows)


def _in_language(row: SiteAlert, language: str) -> Alert:
    spoken = {translation.value["language"]: translation.value for translation in row.translations}
    own = {name: getattr(row, name) for name in ("title", "text", "link_text", "link_address")}
    words = spoken.get(language, own)
    first = row.agency_site.default_language
    is_foreign = language not in (first, *spoken)
    return Alert(
        tone=row.level,
        title=words["title"],
        text=words["text"],
        link={"title": words["link_text"], "url": words["link_address"]} if words["link_address"] else None,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        language=first if is_foreign else "",
        direction=("rtl" if get_language_info(first)["bidi"] else "ltr") if is_foreign else "",
    )


def shown_now(alerts: Iterable[Alert]) -> list[Alert]:
    """Those whose time it is."""
    now = timezone.now()
    return [alert for alert in alerts if alert.starts_at <= now < alert.ends_at]
