"""Adding pictures and documents: who has the file already is told, and may keep both."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.documents.views import documents
from wagtail.documents.views import multiple as multiple_documents
from wagtail.images.views import images
from wagtail.images.views import multiple as multiple_images
from wagtail.utils.file import hash_filelike

from govcms.content.library.parts import TakesPartsMixin
from govcms.content.library.uses import duplicates_of
from govcms.media.folders import own_folder
from govcms.media.parts import PART_BYTES
from tenants.scope import current_agency


class _TellsOfTwins:
    """Says after saving that the agency has the same file already."""

    request: HttpRequest
    edit_url_name: str
    object: Any

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, and tell."""
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        twin = duplicates_of(form.instance).first() if "file" in form.changed_data else None
        if twin is not None:
            said = _("You have the same file already, as “%(title)s”. If you do not need both, delete one of them.")
            button = messages.button(reverse(self.edit_url_name, args=[twin.pk]), _("See the other one"))
            messages.warning(self.request, said % {"title": twin.title}, buttons=[button])
        return answer


class AddImageView(_TellsOfTwins, images.CreateView):
    """Wagtail's form for one picture."""


class EditImageView(_TellsOfTwins, images.EditView):
    """Wagtail's screen of a picture."""


class AddDocumentView(_TellsOfTwins, documents.CreateView):
    """Wagtail's form for one document."""


class EditDocumentView(_TellsOfTwins, documents.EditView):
    """Wagtail's screen of a document."""


class _OffersOwnFolder:
    """Puts what comes into the folder of the person's team, unless she came from another."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> Any:
        """With that folder chosen."""
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        if not context["selected_collection_id"]:
            # As Wagtail's template compares it.
            context["selected_collection_id"] = str(own_folder(self.request.user) or "")
        return context


class AddImagesView(_OffersOwnFolder, multiple_images.AddView):
    """Wagtail's for several pictures at once, each of which asks for its words before it is kept."""

    def get_edit_upload_response_data(self) -> Any:
        """With the picture that has the same content, and the choice to keep both."""
        self.object.title = PurePosixPath(self.object.title).stem
        data = super().get_edit_upload_response_data()
        self.object.agency = current_agency()
        with self.upload_object.file.open("rb") as file:
            twin = duplicates_of(self.object, file_hash=hash_filelike(file)).first()
        if twin is None:
            return data
        context = {
            "existing_image": twin,
            "delete_action": reverse(self.delete_upload_url_name, args=[self.upload_object.pk]),
        }
        shown = render_to_string("wagtailimages/images/confirm_duplicate_upload.html", context, request=self.request)
        return data | {"duplicate": True, "confirm_duplicate_upload": shown}


class AddDocumentsView(TakesPartsMixin, _OffersOwnFolder, multiple_documents.AddView):
    """Wagtail's for several documents at once, in parts where they are large; says what was found in each."""

    def get_context_data(self, **kwargs: Any) -> Any:
        """With how much a browser sends at once."""
        return super().get_context_data(**kwargs) | {"part_bytes": PART_BYTES}

    def get_edit_object_response_data(self) -> Any:
        """With what is wrong with the file, and the document that has the same content."""
        data = super().get_edit_object_response_data()
        context = {"document": self.object, "twin": duplicates_of(self.object).first()}
        said = render_to_string("content/library/uploaded_document.html", context, request=self.request)
        return data | {"form": said + data["form"]}
