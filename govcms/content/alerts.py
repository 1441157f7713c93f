"""The alerts above the pages of a site, remembered with their times: they come and go by the clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

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


def alerts_of(agency_site: AgencySite) -> tuple[Alert, ...]:
    """The alerts of a site that are not over, after what the platform says on all sites. One query."""
    own, everywhere = Q(agency_site=agency_site), Q(on_all_sites=True, agency__key=PLATFORM_KEY)
    with every_agency(reason="what the platform says on all sites stands above what a site says itself"):
        rows = list(
            SiteAlert.objects.filter(own | everywhere, ends_at__gt=timezone.now()).order_by(
                "-on_all_sites", "starts_at", "pk"
            )
        )
    return tuple(
        Alert(
            tone=row.level,
            title=row.title,
            text=row.text,
            link={"title": row.link_text, "url": row.link_address} if row.link_address else None,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
        )
        for row in rows
    )


def shown_now(alerts: Iterable[Alert]) -> list[Alert]:
    """Those whose time it is."""
    now = timezone.now()
    return [alert for alert in alerts if alert.starts_at <= now < alert.ends_at]
