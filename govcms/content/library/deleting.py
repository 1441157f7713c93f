"""Deleting pictures and documents: not while the public sees them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from wagtail.documents.views import documents
from wagtail.documents.views import multiple as multiple_documents
from wagtail.documents.views.bulk_actions.delete import DeleteBulkAction as DeleteDocumentsAction
from wagtail.images.views import images
from wagtail.images.views import multiple as multiple_images
from wagtail.images.views.bulk_actions.delete import DeleteBulkAction as DeleteImagesAction

from govcms.content.library.uses import shown_publicly, uses_of


class _AsksUses:
    """Lists where it is used, and does not delete what the public sees."""

    object: Any
    request: HttpRequest
    get_context_data: Any
    render_to_response: Any

    def get_context_data(self, **kwargs: Any) -> Any:  # type: ignore[no-redef]
        """With the uses."""
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        uses = uses_of(self.object, self.request.user)
        return context | {"uses": uses, "is_public": bool(shown_publicly([self.object]))}

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete, unless a page was published in the meantime that shows it."""
        if shown_publicly([self.object]):
            answer: HttpResponse = self.render_to_response(self.get_context_data(form=form))
            return answer
        deleted: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return deleted


class DeleteImageView(_AsksUses, images.DeleteView):
    """Wagtail's, which says where the picture is used."""

    template_name = "content/library/confirm_delete.html"


class DeleteDocumentView(_AsksUses, documents.DeleteView):
    """Wagtail's, which says where the document is used."""

    template_name = "content/library/confirm_delete.html"


class _DeletesUnused:
    """What is just uploaded can be taken back; by its address, anything else could be too."""

    model: Any
    get_model: Any

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Delete what nobody sees yet."""
        pk = next(iter(kwargs.values()))
        if shown_publicly(self.get_model().objects.filter(pk=pk)):
            return JsonResponse({"success": False})
        deleted: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return deleted


class TakeImageBackView(_DeletesUnused, multiple_images.DeleteView):
    """Delete below the form of a picture just uploaded."""


class TakeDocumentBackView(_DeletesUnused, multiple_documents.DeleteView):
    """Delete below the form of a document just uploaded."""


class _KeepsShown:
    """Does not offer to delete several of which the public sees one."""

    is_protected: bool

    def annotate_items(self, items: Any) -> Any:
        """Know which are protected."""
        items = super().annotate_items(items)  # type: ignore[misc]
        shown = shown_publicly(items)
        for item in items:
            item.is_shown = item.pk in shown
        self.is_protected = self.is_protected or bool(shown)
        return items

    def object_context(self, item: Any) -> Any:
        """Say so beside each of them."""
        context = super().object_context(item)  # type: ignore[misc]
        return context | {"is_protected": context["is_protected"] or item.is_shown}


class DeleteImages(_KeepsShown, DeleteImagesAction):
    """Wagtail's for several pictures."""


class DeleteDocuments(_KeepsShown, DeleteDocumentsAction):
    """Wagtail's for several documents."""
