"""Uploads of several files at once that wait for their description: each is its uploader's alone."""

from typing import Any

from django.http import Http404, HttpRequest
from wagtail.models import UploadedFile


def only_own_uploads(request: HttpRequest, kwargs: Any) -> None:
    """Raise Http404 for an upload of somebody else, as for none: Wagtail's 403 would tell how many there are."""
    if not UploadedFile.objects.filter(pk=kwargs["uploaded_file_id"], uploaded_by_user=request.user.pk).exists():
        raise Http404
