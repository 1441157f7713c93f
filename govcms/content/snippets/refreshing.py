"""What is derived from pages that show reusable content, such as their words in search, follows when that changes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from govcms.content.models import Snippet
from govcms.content.snippets.uses import pages_using
from govcms.pages.models import Page
from govcms.pages.signals import pages_changed
from tenants.background import background_task
from tenants.scope import every_agency

# Who saves waits for these; what the platform shares may be on the pages of all agencies.
MOST_AT_ONCE = 25
_BATCH = 200


def refresh_pages_showing(snippet: Snippet) -> None:
    """Read the live pages that show it again, as if they were published: few of them at once, many by workers."""
    page_ids = list(pages_using(snippet).filter(live=True).order_by("pk").values_list("pk", flat=True))
    if len(page_ids) > MOST_AT_ONCE:
        for start in range(0, len(page_ids), _BATCH):
            refresh_pages.enqueue(page_ids=page_ids[start : start + _BATCH])
    elif page_ids:
        pages_changed.send(sender=Page, page_ids=page_ids)


@background_task(_("Follow a change of reusable content"), without_agency="Pages of several may show it.")
def refresh_pages(*, page_ids: list[int]) -> None:
    """Read pages again, as if they were published now."""
    with every_agency(reason="what published pages show"):
        pages_changed.send(sender=Page, page_ids=page_ids)
