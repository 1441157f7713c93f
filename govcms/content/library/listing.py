"""The list of documents, narrowed by what was found in their files."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.documents.views.documents import DocumentsFilterSet, IndexView

from govcms.media.models import AgencyDocument, Finding


class FoundFilterSet(DocumentsFilterSet):
    """Wagtail's filters, and what is wrong with a file."""

    finding = django_filters.ChoiceFilter(label=_("Found in the file"), choices=Finding.choices, method="with_finding")

    class Meta:
        model = AgencyDocument
        fields: list[str] = []

    def with_finding(self, documents: QuerySet[AgencyDocument], name: str, value: str) -> QuerySet[AgencyDocument]:
        """Those in which it was found."""
        return documents.filter(finding_codes__contains=f",{value},")


class DocumentsView(IndexView):
    """Wagtail's list of documents."""

    filterset_class = FoundFilterSet
