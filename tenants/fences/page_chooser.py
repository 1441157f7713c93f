"""Choosing a page: for links, for fields, and as the place to move or copy to."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.chooser import BrowseView, PageTitleColumn
from wagtail.coreutils import resolve_model_string

from tenants.scope import current_agency
from tenants.tree import outside_bin


def only_own_pages(pages: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """The pages of the agency among those a chooser would list or search."""
    agency = current_agency()
    return pages.filter(outside_bin(agency), agency=agency)


class _TitleColumn(PageTitleColumn):
    """Titles of a page and of its children, whose parent need not be looked up again in each row."""

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__("title", **options)
        self._parent = parent

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> Any:
        """The row of a page; its template asks for the parent."""
        if instance != self._parent:
            instance._cached_parent_obj = self._parent
        return super().get_cell_context_data(instance, parent_context)


class AgencyBrowseView(BrowseView):
    """Begins within the agency; the guard has asked about any other page to begin at."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """The children of a page: of the one asked for, or of the lowest that all pages of the type lie below."""
        return super().get(request, parent_page_id or self._start(request).pk)

    @property
    def columns(self) -> list[Column]:
        """Wagtail's."""
        return [self._with_parent(column) for column in super().columns]

    def filter_object_list(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """The pages that the chooser lists, with what their rows show read at once and not row by row."""
        return super().filter_object_list(pages).prefetch_workflow_states().annotate_approved_schedule()

    def _with_parent(self, column: Column) -> Column:
        if not isinstance(column, PageTitleColumn):
            return column
        return _TitleColumn(self.parent_page, label=column.label, is_multiple_choice=column.is_multiple_choice)

    def _start(self, request: HttpRequest) -> Any:
        agency = current_agency()
        root = agency.root_page
        if root is None:
            raise Http404
        wanted = request.GET.get("page_type", "")
        try:
            types = tuple(resolve_model_string(name) for name in wanted.split(",") if name)
        except (LookupError, ValueError):
            raise Http404 from None
        pages = type(root)._default_manager.filter(outside_bin(agency), agency=agency)
        if types and not any(issubclass(type(root), kind) for kind in types):
            pages = pages.type(*types)
        else:
            # The agency's own root is no place to link to; with one site, begin at its home.
            pages = pages.filter(depth=root.depth + 1)
        return pages.first_common_ancestor(include_self=True) or root
