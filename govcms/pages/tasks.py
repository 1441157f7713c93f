"""Background tasks about pages."""

from django.utils.translation import gettext_lazy as _
from modelsearch.backends import get_search_backends

from govcms.pages.models import Page
from tenants.background import background_task
from tenants.scope import every_agency

_BATCH = 200


@background_task(_("Make new pages findable in the admin"), without_agency="Pages of several may change at once.")
def index_pages_for_editors(page_ids: list[int]) -> None:
    """Make pages of the bulk writer findable in the admin, as saving one page does.

    The public search is another matter: it follows ``govcms.pages.signals``.
    """
    with every_agency(reason="index pages for the admin's own search"):
        for start in range(0, len(page_ids), _BATCH):
            pages = Page.objects.filter(pk__in=page_ids[start : start + _BATCH]).specific()
            by_type: dict[type[Page], list[Page]] = {}
            for page in pages:
                by_type.setdefault(type(page), []).append(page)
            for page_type, members in by_type.items():
                for backend in get_search_backends(with_auto_update=True):
                    backend.add_bulk(page_type, members)
