"""Reading the record: what stood at an address at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from govcms.record.models import PublicationEvent, PublishedText, hash_of
from tenants.errors import UserError
from tenants.models import Agency, Domain
from tenants.scope import current_agency


@dataclass(frozen=True, slots=True)
class Published:
    """What the public could read at an address, from when until when; None means still."""

    event: PublicationEvent
    text: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record says of an address at a time."""

    address: str
    at: datetime
    published: Published | None
    # When the agency's record begins; None where it has none.
    begins: datetime | None

    @property
    def is_before_record(self) -> bool:
        """Whether the record cannot know."""
        return self.begins is None or self.at < self.begins


def read_record(address: str, at: datetime) -> Answer:
    """What stood at an address of the agency in scope at a time.

    Raises UserError for an address that is not on one of the agency's sites.
    """
    agency = current_agency()
    host, path = _parts(address, agency)
    events: QuerySet[PublicationEvent] = PublicationEvent.objects.order_by("pk")
    begins = events.values_list("at", flat=True).first()
    until_then = events.filter(at__lte=at)
    here = until_then.filter(address_sha256=hash_of(host + path), kind=PublicationEvent.Kind.SHOWN)
    # Of each page that was ever here the last event until then; it was here if that one is here.
    last = until_then.filter(page_uid__in=here.order_by().values("page_uid")).order_by()
    newest = last.values("page_uid").annotate(newest=Max("pk")).values("newest")
    found = here.filter(pk__in=newest).order_by("-pk").first()
    return Answer(address=host + path, at=at, published=_published(found, events) if found else None, begins=begins)


def _published(event: PublicationEvent, events: QuerySet[PublicationEvent]) -> Published:
    after = events.filter(page_uid=event.page_uid, pk__gt=event.pk).values_list("at", flat=True).first()
    text = PublishedText.objects.filter(sha256=event.text_sha256).values_list("text", flat=True).first()
    return Published(event=event, text=text or "", until=after)


def agency_of_address(address: str) -> Agency:
    """The agency that has or had a site at an address. Raises UserError where nobody has."""
    host = _host_of(address)
    domain = Domain.objects.filter(host=host).select_related("agency_site__agency").first()
    if domain is not None:
        return domain.agency_site.agency
    # A host that is gone still stands in the record.
    event: Any = PublicationEvent._base_manager.filter(host=host).select_related("agency").order_by("-pk").first()
    if event is None:
        raise UserError(_("There is no site at “%(address)s”.") % {"address": address[:200]})
    agency: Agency = event.agency
    return agency


def _parts(address: str, agency: Agency) -> tuple[str, str]:
    """Host and path as they are recorded: the primary host, a slash at the end, no query."""
    host = _host_of(address)
    domain = Domain.objects.filter(host=host, agency_site__agency=agency).select_related("agency_site__site").first()
    if domain is not None:
        host = domain.agency_site.site.hostname
    elif not PublicationEvent.objects.filter(host=host).exists():
        raise UserError(_("“%(address)s” is not on one of your sites.") % {"address": address[:200]})
    path = unquote(_split(address).path) or "/"
    return host, path if path.endswith("/") else f"{path}/"


def _host_of(address: str) -> str:
    host = (_split(address).hostname or "").lower().rstrip(".")
    if not host or "\x00" in address:
        raise UserError(_("Write a whole address, such as https://www.example.org/news/."))
    return host


def _split(address: str) -> Any:
    address = address.strip()
    try:
        return urlsplit(address if "//" in address else f"//{address}")
    except ValueError:
        raise UserError(_("Write a whole address, such as https://www.example.org/news/.")) from None
