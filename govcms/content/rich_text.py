"""Links in rich text: what readers cannot open becomes plain words."""

from typing import Any

from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler as WagtailDocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler as WagtailPageLinkHandler

from govcms.content.gathering import destinations
from govcms.content.linked import Destination, address_for, current_linked
from govcms.media.models import AgencyDocument
from tenants.scope import current_scope

# Wagtail's own answer for a link that leads nowhere: an anchor without an address reads as plain words.
NO_LINK = "<a>"


def _numbers(attrs_list: list[dict[str, str]]) -> list[int | None]:
    keys = [attrs.get("id", "") for attrs in attrs_list]
    return [int(key) if key.isascii() and key.isdigit() else None for key in keys]


class PageLinkHandler(WagtailPageLinkHandler):
    """Links to live pages; the address of a draft is nobody's business."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Opening tags for all links of one text, without asking the database for each."""
        keys = _numbers(attrs_list)
        linked = current_linked()
        pages = linked.pages if linked else destinations({key for key in keys if key})
        return [cls._open(pages.get(key or 0)) for key in keys]

    @staticmethod
    def _open(page: Destination | None) -> str:
        url = address_for(page) if page is not None else ""
        return f'<a href="{escape(url)}">' if url else NO_LINK


class DocumentLinkHandler(WagtailDocumentLinkHandler):
    """Links to documents of one's own agency."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Opening tags for all links of one text."""
        keys = _numbers(attrs_list)
        linked = current_linked()
        documents: Any = linked.documents if linked else cls._own_documents({key for key in keys if key})
        return [cls._open(documents.get(key)) for key in keys]

    @staticmethod
    def _own_documents(keys: set[int]) -> dict[int, AgencyDocument]:
        documents = AgencyDocument.objects.all()
        scope = current_scope()
        if scope is not None and scope.agency is not None:
            documents = documents.filter(agency=scope.agency)
        return documents.in_bulk(keys)

    @staticmethod
    def _open(document: AgencyDocument | None) -> str:
        return f'<a href="{escape(document.url)}">' if document is not None else NO_LINK
