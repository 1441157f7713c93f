"""Who may open a document: the public through a page it may read, members of the agency always."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, Exists, ExpressionWrapper, F, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from govcms.content.models import DocumentUse
from govcms.media.models import AgencyDocument
from govcms.pages.models import Page
from tenants.hosts import HostKind
from tenants.models import Agency
from tenants.requests import AgencyRequest

OPEN = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A document for the person who asks, and whether everybody may have it."""

    document: AgencyDocument
    is_public: bool


@dataclass(frozen=True, slots=True)
class Publicity:
    """How many published pages show a document: open to everybody, and behind a password."""

    open_pages: int
    protected_pages: int
    is_agency_live: bool

    @property
    def is_reachable(self) -> bool:
        """Whether its public address answers, if only with a password."""
        return self.is_agency_live and bool(self.open_pages or self.protected_pages)


def open_document(request: AgencyRequest, uid: UUID) -> Opened | None:
    """The document of the request's agency for the person who asks; None where she may not have it.

    A document that nobody may see costs the same queries as one that does not exist, so time tells nothing.
    """
    documents = AgencyDocument.objects.filter(uid=uid, agency=request.agency)
    if request.host_kind is HostKind.ADMIN:
        # Nobody but members has come this far.
        found = documents.first()
        return Opened(found, is_public=False) if found else None
    documents = documents.filter(~_is_collection_protected())
    open_uses = _uses(request.agency).filter(document=OuterRef("pk"), protected_by=OPEN)
    # The subquery is asked once for the filter and once for the row, each time through the index for one page.
    shown = documents.annotate(shown_at=Subquery(open_uses.values("page__path")[:1])).filter(shown_at__isnull=False)
    found = shown.first()
    if found is not None and _is_passed(found.shown_at, ()):
        return Opened(found, is_public=True)
    passed = request.session.get(PageViewRestriction.passed_view_restrictions_session_key, ())
    return _open_by_password(request, uid, documents, passed) if passed else None


def publicity_of(document: AgencyDocument) -> Publicity:
    """Where the public finds a document now."""
    is_open = Q(protected_by=OPEN)
    counted = _uses(document.agency).filter(document=document).order_by()
    counts = counted.aggregate(open=Count("pk", filter=is_open), protected=Count("pk", filter=~is_open))
    is_live = document.agency.status == Agency.Status.LIVE
    return Publicity(open_pages=counts["open"], protected_pages=counts["protected"], is_agency_live=is_live)


def _open_by_password(
    request: AgencyRequest, uid: UUID, documents: QuerySet[AgencyDocument], passed: Any
) -> Opened | None:
    """The document for a visitor who has given all the passwords of a page that shows it."""
    protected = _uses(request.agency).filter(document__uid=uid).exclude(protected_by=OPEN).order_by()
    # One row for each combination of passwords, however many pages there are.
    for protected_by, path in protected.values_list("protected_by").annotate(Min("page__path")):
        if set(map(int, protected_by.split())) <= set(passed) and _is_passed(path, passed):
            found = documents.first()
            return Opened(found, is_public=False) if found else None
    return None


def _uses(agency: Agency) -> QuerySet[DocumentUse]:
    """The uses on live pages of an agency; a page past its end counts no more, though the clock is yet to take it."""
    unexpired = Q(page__expire_at=None) | Q(page__expire_at__gt=timezone.now())
    return DocumentUse.objects.filter(unexpired, page__agency=agency, page__live=True)


def _is_passed(path: str, passed: Any) -> bool:
    """Whether no other restriction applies at a tree path than those passed.

    A password set while a page was being published may be unknown to its uses: they are never believed alone.
    """
    above = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
    restrictions = PageViewRestriction.objects.filter(page__path__in=above, page__alias_of=None)
    return not restrictions.exclude(pk__in=passed).exists()


def _is_collection_protected() -> Exists:
    """The condition that a document lies in a protected collection; no screen makes one."""
    place = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    restrictions = CollectionViewRestriction.objects.annotate(place=place)
    return Exists(restrictions.filter(place__startswith=F("collection__path")))
