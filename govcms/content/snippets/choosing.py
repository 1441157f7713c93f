"""Choosing reusable content for a page: the agency's own, and what the platform shares."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from govcms.content.models import Snippet
from tenants.rights import agency_in_scope


class SnippetChooser(BaseChooser):
    """The field that holds what was chosen."""

    model = Snippet
    icon = "snippet"
    choose_one_text = _("Choose reusable content")
    choose_another_text = _("Choose other reusable content")
    link_to_chosen_text = _("Change it on all pages")
    chooser_modal_url_name = "snippet_chooser:choose"

    def get_instance(self, value: Any) -> Snippet | None:
        """What may be shown; nothing for what another agency owns."""
        pk = value.pk if isinstance(value, Snippet) else value
        return Snippet.readable.filter(pk=pk).first() if str(pk).isdecimal() else None

    def get_value_data_from_instance(self, instance: Snippet) -> dict[str, Any]:
        """With the way to its screen where it is the agency's own."""
        return {"id": instance.pk, "edit_url": edit_url(instance), self.display_title_key: str(instance)}


def edit_url(snippet: Snippet) -> str | None:
    """The screen on which the agency in scope changes it, if it may."""
    agency = agency_in_scope()
    return reverse("snippets:edit", args=[snippet.pk]) if agency and agency.pk == snippet.agency_id else None


class NameFilterForm(BaseFilterForm):
    """Finds by a part of the name."""

    q = forms.CharField(label=_("Search term"), required=False)

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        """Those with these words in their name."""
        objects = super().filter(objects)
        words = self.cleaned_data.get("q")
        if words:
            self.is_searching, self.search_query = True, words
            objects = objects.filter(name__icontains=words)
        return objects


class _Choosing:
    """What both lists of the chooser share."""

    filter_form_class = NameFilterForm

    def get_object_list(self) -> QuerySet[Snippet]:
        """What pages of the agency may show."""
        return Snippet.readable.select_related("agency")

    @property
    def columns(self) -> list[Column]:
        """The name, the kinds and whose it is."""
        return [
            *super().columns,  # type: ignore[misc]
            Column("kinds", label=_("Content")),
            Column("agency", label=_("Kept by")),
        ]


class ChooseView(_Choosing, chooser.ChooseView):
    """The chooser as it opens."""


class ChooseResultsView(_Choosing, chooser.ChooseResultsView):
    """Its list after a search."""


class _Chosen:
    """What both answers of the chooser share."""

    def get_object(self, pk: Any) -> Snippet:
        """One of those that may be shown."""
        return Snippet.readable.get(pk=pk)

    def get_objects(self, pks: list[Any]) -> QuerySet[Snippet]:
        """Several of them."""
        return Snippet.readable.filter(pk__in=pks)

    def get_edit_item_url(self, instance: Snippet) -> str | None:
        """Its screen."""
        return edit_url(instance)


class ChosenView(_Chosen, chooser.ChosenView):
    """What was chosen."""


class ChosenMultipleView(_Chosen, chooser.ChosenMultipleView):
    """Several at once."""


class SnippetChooserViewSet(ChooserViewSet):
    """The addresses of the chooser; nothing is made in it."""

    name = "snippet_chooser"
    model = Snippet
    icon = "snippet"
    page_title = _("Choose reusable content")
    register_widget = False
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
    addresses: ClassVar[frozenset[str]] = frozenset({"choose", "choose_results", "chosen", "chosen_multiple"})

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's, without the one that makes new rows."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in self.addresses]
