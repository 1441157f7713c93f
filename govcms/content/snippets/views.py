"""The screens in which admins and publishers keep reusable content."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic import DeleteView

from govcms.content.models import Snippet
from govcms.content.snippets.uses import UsesPanel, uses_of
from tenants.scope import current_agency
from tenants.viewsets import OwnRowsViewSet


class PlatformFieldPanel(FieldPanel):
    """A field that the platform's own screens show."""

    class BoundPanel(FieldPanel.BoundPanel):
        """The field in one form."""

        def is_shown(self) -> bool:
            """In the admin of the platform."""
            return super().is_shown() and current_agency().is_platform


class DeleteSnippetView(DeleteView):
    """Deletes what no page shows."""

    template_name = "content/snippets/delete.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the pages that show it."""
        return super().get_context_data(**kwargs, uses=self.uses)

    @property
    def uses(self) -> dict[str, Any]:
        """The pages that show it."""
        return uses_of(self.object)

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete it, unless a page shows it: readers would find a gap."""
        uses = self.uses
        if uses["pages"] or uses["elsewhere"]:
            messages.error(self.request, _("Pages show it: take it out of them first."))
            return self.render_to_response(self.get_context_data(form=form))
        deleted: HttpResponse = super().form_valid(form)
        return deleted


class SnippetViewSet(OwnRowsViewSet):
    """The reusable content of the agency."""

    model = Snippet
    name = "snippets"
    icon = "snippet"
    menu_label = gettext_lazy("Reusable content")
    menu_order = 115
    add_to_settings_menu = False
    add_to_admin_menu = True
    delete_view_class = DeleteSnippetView
    addresses = frozenset({"index", "index_results", "add", "edit", "delete", "history", "history_results"})
    search_fields: ClassVar[list[str]] = ["name"]
    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldPanel("content"),
        FieldPanel("language"),
        PlatformFieldPanel("is_shared"),
        UsesPanel(heading=gettext_lazy("Where it is used")),
    ]

    @property
    def list_display(self) -> list[Any]:
        """The name, what it is made of and when it was changed; for the platform, whether it is shared."""
        return [
            "name",
            Column("kinds", label=gettext_lazy("Content"), classname="people-list__more"),
            BooleanColumn("is_shared", label=gettext_lazy("Shared"), classname="people-list__more"),
            DateColumn("changed_at", label=gettext_lazy("Changed"), sort_key="changed_at"),
        ]
