"""Which pages show a piece of reusable content, and which of its own agency do in a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, IntegerField, QuerySet, When
from django.db.models.functions import Cast, Substr
from wagtail.admin.panels import Panel
from wagtail.models import ReferenceIndex

from govcms.content.drafts import pages_drafting
from govcms.content.models import Snippet
from govcms.pages.models import Page
from tenants.tree import AGENCY_PATH_LENGTH, BIN_STEP

# What a screen lists; the number beside it says how many there are.
MAX_LISTED = 50


def pages_using(snippet: Snippet) -> QuerySet[Any]:
    """The pages that show it, of whatever agency, outside bins."""
    page_type = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Snippet),
        to_object_id=str(snippet.pk),
        base_content_type=page_type,
    )
    # Ids of other kinds of objects need not be numbers, and a database may look at all before it filters.
    sources = references.values(source=Case(When(base_content_type=page_type, then=Cast("object_id", IntegerField()))))
    return _outside_bins().filter(pk__in=sources).order_by("title", "pk")


def _outside_bins() -> QuerySet[Any]:
    # As tenants.tree.is_in_bin, for pages of all agencies.
    return Page.objects.alias(step=Substr("path", AGENCY_PATH_LENGTH + 1, len(BIN_STEP))).exclude(step=BIN_STEP)


def uses_of(snippet: Snippet) -> dict[str, Any]:
    """The pages of its own agency by title, and how many there are of others': their names are not for this screen."""
    using = pages_using(snippet)
    own = using.filter(agency=snippet.agency)
    count = own.count()
    drafting = _outside_bins().filter(pk__in=pages_drafting(snippet)).exclude(pk__in=own.values("pk"))
    return {
        "drafts": list(drafting.order_by("title", "pk")[:MAX_LISTED]),
        "pages": list(own[:MAX_LISTED]),
        "more": max(0, count - MAX_LISTED),
        "elsewhere": using.exclude(agency=snippet.agency).count() if snippet.agency.is_platform else 0,
    }


class UsesPanel(Panel):
    """Where it is used, below the form."""

    class BoundPanel(Panel.BoundPanel):
        """The list for one piece."""

        template_name = "content/snippets/uses_panel.html"

        def is_shown(self) -> bool:
            """Once it is there."""
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """Add the uses."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "uses": uses_of(self.instance)}
