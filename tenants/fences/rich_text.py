"""Links in the text editor: the editor shows the address of what is linked, of any id that was posted."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    ExternalLinkElementHandler,
    LinkElementHandler,
    PageLinkElementHandler,
)
from wagtail.documents import get_document_model
from wagtail.documents.rich_text.contentstate import DocumentLinkElementHandler, document_link_entity

from tenants.models import Agency
from tenants.rights import agency_in_scope
from tenants.tree import outside_bin


class OwnLinkHandler(LinkElementHandler):
    """Passes on what is the agency's; the rest looks like a link to something that was deleted."""

    def __init__(self, narrowed: LinkElementHandler, model: Any) -> None:
        super().__init__(narrowed.entity_type)
        self.narrowed = narrowed
        self.model = model

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        """What the editor is told of the link."""
        agency = agency_in_scope()
        number = attrs.get("id", "")
        if not number.isdecimal():
            return {}
        if agency and not self._own(agency).filter(pk=number).exists():
            return {"id": int(number), "url": None, "parentId": None}
        data: dict[str, Any] = self.narrowed.get_attribute_data(attrs)
        return data

    def _own(self, agency: Agency) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._base_manager.filter(agency=agency)
        is_page = self.model is apps.get_model(settings.WAGTAIL_PAGE_MODEL)
        return rows.filter(outside_bin(agency)) if is_page else rows


def narrow_links(features: Any) -> None:
    """Put these handlers in the place of Wagtail's."""
    page_model = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
    features.register_converter_rule(
        "contentstate",
        "link",
        {
            "from_database_format": {
                "a[href]": ExternalLinkElementHandler("LINK"),
                'a[linktype="page"]': OwnLinkHandler(PageLinkElementHandler("LINK"), page_model),
            },
            "to_database_format": {"entity_decorators": {"LINK": link_entity}},
        },
    )
    features.register_converter_rule(
        "contentstate",
        "document-link",
        {
            "from_database_format": {
                'a[linktype="document"]': OwnLinkHandler(DocumentLinkElementHandler("DOCUMENT"), get_document_model()),
            },
            "to_database_format": {"entity_decorators": {"DOCUMENT": document_link_entity}},
        },
    )
