"""Addresses of the library, before Wagtail's own; each takes the place of the view at the same address."""

from django.urls import URLPattern, path
from wagtail.documents.views.chooser import viewset as document_chooser

from govcms.content.library.choosing import UploadChosenView
from govcms.content.library.deleting import (
    DeleteDocumentView,
    DeleteImageView,
    TakeDocumentBackView,
    TakeImageBackView,
)
from govcms.content.library.former_files import former_file
from govcms.content.library.listing import DocumentsView
from govcms.content.library.uploading import (
    AddDocumentsView,
    AddDocumentView,
    AddImagesView,
    AddImageView,
    EditDocumentView,
    EditImageView,
)

urlpatterns: list[URLPattern] = [
    path("images/add/", AddImageView.as_view(), name="library_add_image"),
    path("images/multiple/add/", AddImagesView.as_view(), name="library_add_images"),
    path("images/<int:image_id>/", EditImageView.as_view(), name="library_edit_image"),
    path("images/<int:image_id>/delete/", DeleteImageView.as_view(), name="library_delete_image"),
    path("images/multiple/<int:image_id>/delete/", TakeImageBackView.as_view(), name="library_take_image_back"),
    path("documents/", DocumentsView.as_view(), name="library_documents"),
    path("documents/results/", DocumentsView.as_view(results_only=True), name="library_documents_results"),
    path("documents/add/", AddDocumentView.as_view(), name="library_add_document"),
    path("documents/chooser/create/", document_chooser.construct_view(UploadChosenView), name="library_choose_new"),
    path("documents/multiple/add/", AddDocumentsView.as_view(), name="library_add_documents"),
    path("documents/edit/<int:document_id>/", EditDocumentView.as_view(), name="library_edit_document"),
    path("documents/delete/<int:document_id>/", DeleteDocumentView.as_view(), name="library_delete_document"),
    path("documents/multiple/<int:doc_id>/delete/", TakeDocumentBackView.as_view(), name="library_take_document_back"),
    path("former-files/<int:pk>/", former_file, name="former_file"),
]
