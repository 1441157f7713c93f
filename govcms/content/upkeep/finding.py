"""Pages that want somebody's attention; each kind is one query, however many there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import ReferenceIndex, Revision

from govcms.pages.models import Page
from tenants.fences.dashboard import pages_before
from tenants.models import Membership
from tenants.scope import current_agency

# Long enough to find the time for a review.
REVIEWED_AHEAD = timedelta(days=30)


class Kind(models.TextChoices):
    """Why a page is listed."""

    DUE = "due", _("Due for review")
    SCHEDULED = "scheduled", _("Scheduled")
    BROKEN = "broken", _("Links that lead nowhere")


def pages_wanting(kind: Kind, user: Any) -> QuerySet[Any]:
    """The pages of this kind that lie before her in the agency in scope, the most urgent first."""
    return _FINDERS[kind](pages_before(user))


def hers(user: Any) -> Q:
    """The pages that are hers: made or changed last by her, or looked after by a team of hers. One query."""
    teams = Membership.objects.current().filter(user=user, agency=current_agency(), team__isnull=False)
    keys = list(teams.values_list("team__key", flat=True))
    return Q(owner=user) | Q(latest_revision__user=user) | Q(owner_team__in=keys)


def _due(pages: QuerySet[Any]) -> QuerySet[Any]:
    day = timezone.localdate() + REVIEWED_AHEAD
    return pages.filter(live=True, withdrawn_at=None, review_by__lte=day).order_by("review_by", "pk")


def _scheduled(pages: QuerySet[Any]) -> QuerySet[Any]:
    key = Cast(OuterRef("pk"), CharField())
    page_type = ContentType.objects.get_for_model(Page)
    waiting = Revision.objects.filter(base_content_type=page_type, object_id=key).exclude(approved_go_live_at=None)
    # The page itself does not say when a change of what is live already begins; the version that waits does.
    begins = waiting.order_by("approved_go_live_at").values("approved_go_live_at")[:1]
    ends = Q(live=True, expire_at__gt=timezone.now())
    scheduled = pages.annotate(goes_live_at=Subquery(begins)).filter(Q(goes_live_at__isnull=False) | ends)
    return scheduled.order_by(F("goes_live_at").asc(nulls_last=True), "expire_at", "pk")


def _broken(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Live pages that refer to one of the agency that is a draft, in the bin or deleted."""
    page_type = ContentType.objects.get_for_model(Page)
    there = Page.objects.filter(live=True).annotate(key=Cast("pk", CharField())).filter(key=OuterRef("to_object_id"))
    links = ReferenceIndex.objects.filter(
        base_content_type=page_type, to_content_type=page_type, object_id=Cast(OuterRef("pk"), CharField())
    )
    return pages.filter(Exists(links.exclude(Exists(there))), live=True, alias_of=None).order_by("title", "pk")


_FINDERS: dict[Kind, Callable[[QuerySet[Any]], QuerySet[Any]]] = {
    Kind.DUE: _due,
    Kind.SCHEDULED: _scheduled,
    Kind.BROKEN: _broken,
}
