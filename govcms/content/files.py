"""Serving pictures and documents, each on the hosts of the agency that owns it alone."""

import mimetypes
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe
from wagtail.documents.models import document_served

from govcms.media.models import AgencyDocument
from tenants.requests import AgencyRequest

# The key of a rendition changes with its picture, so nobody need ask twice.
FOR_EVER = "public, max-age=31536000, immutable"
# The address of a document outlives its file.
FOR_FIVE_MINUTES = "public, max-age=300"
PICTURE_TYPES = {".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp"}
# Browsers show PDF in a reader of their own, which a sandbox would switch off.
INLINE_TYPES = {"application/pdf"}


@require_safe
def media(request: AgencyRequest, key: str) -> HttpResponseBase:
    """A rendition of a picture of the request's agency; 404 for anybody else's."""
    owner, _slash, _rest = key.partition("/")
    suffix = PurePosixPath(key).suffix.lower()
    if request.agency is None or owner != str(request.agency.uid) or suffix not in PICTURE_TYPES:
        raise Http404
    content_type = mimetypes.types_map.get(suffix, f"image/{suffix[1:]}")
    response = _file(storages["public"], key, content_type)
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
def document(request: AgencyRequest, uid: UUID) -> HttpResponseBase:
    """A document of the request's agency; 404 for anybody else's and for one in a protected collection."""
    found: AgencyDocument = get_object_or_404(
        AgencyDocument.objects.select_related("collection"), uid=uid, agency=request.agency
    )
    is_public_host = request.agency_site is not None
    if is_public_host and found.collection.get_view_restrictions():
        raise Http404
    document_served.send(sender=AgencyDocument, instance=found, request=request)
    etag = quote_etag(found.file_hash) if found.file_hash else None
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    content_type = mimetypes.guess_type(found.filename)[0] or "application/octet-stream"
    response = _file(found.file.storage, found.file.name or "", content_type)
    is_inline = content_type in INLINE_TYPES
    disposition = content_disposition_header(as_attachment=not is_inline, filename=found.filename)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Cache-Control"] = FOR_FIVE_MINUTES if is_public_host else "private, no-cache"
    if etag:
        response.headers["ETag"] = etag
    if not is_inline:
        # Whatever a browser makes of the file, it may not run anything or reach anybody.
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _file(storage: Any, key: str, content_type: str) -> HttpResponse | FileResponse:
    try:
        content = storage.open(key)
    except (OSError, SuspiciousOperation, ValueError) as error:
        raise Http404 from error
    response = FileResponse(content, content_type=content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
