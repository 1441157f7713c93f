"""Serving pictures and documents, each on the hosts of the agency that owns it alone."""

import hashlib
import mimetypes
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe
from wagtail.documents.models import document_served

from govcms.content.document_access import open_document
from govcms.content.ranges import PartOfFile, Unsatisfiable, requested_part
from govcms.media.errors import FileStoreAway
from govcms.media.models import AgencyDocument
from tenants.requests import AgencyRequest

# The key of a rendition changes with its picture, so nobody need ask twice.
FOR_EVER = "public, max-age=31536000, immutable"
# The address of a document outlives its file and its publication: each time, whoever keeps it asks whether it holds.
ASK_AGAIN = "public, no-cache"
# What a password or a membership opened stays in no cache.
NOT_KEPT = "private, no-store"
PICTURE_TYPES = {f".{name}": f"image/{name}" for name in ("avif", "gif", "jpeg", "png", "webp")} | {
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
}
# Browsers show PDF in a reader of their own, which a sandbox would switch off.
INLINE_TYPES = {"application/pdf"}
# Whatever a browser makes of a file, it may not run anything or reach anybody.
HARMLESS = "default-src 'none'; sandbox"


@require_safe
def media(request: AgencyRequest, key: str) -> HttpResponseBase:
    """A rendition of a picture of the request's agency; 404 for anybody else's."""
    owner, _slash, _rest = key.partition("/")
    suffix = PurePosixPath(key).suffix.lower()
    if request.agency is None or owner != str(request.agency.uid) or suffix not in PICTURE_TYPES:
        raise Http404
    content = _opened(storages["public"], key)
    content_type = PICTURE_TYPES[suffix]
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": FOR_EVER,
        "Content-Security-Policy": HARMLESS,
    }
    return _with(FileResponse(content, content_type=content_type), headers)


@require_safe
def document(request: AgencyRequest, uid: UUID) -> HttpResponseBase:
    """A document of the request's agency, for who may open it; 404 for anybody else, as for one that is not there."""
    opened = open_document(request, uid)
    if opened is None:
        raise Http404
    found = opened.document
    etag = _etag(found)
    headers = _headers(found, etag=etag, is_public=opened.is_public)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return _with(unchanged, headers)
    storage, key = found.file.storage, found.file.name or ""
    document_served.send(sender=AgencyDocument, instance=found, request=request)
    if not opened.is_public and hasattr(storage, "signed_url"):
        # What is public the edge keeps for all; what is not, the store sends to this one reader.
        url = storage.signed_url(key, content_type=headers["Content-Type"], disposition=headers["Content-Disposition"])
        return _with(HttpResponseRedirect(url), {"Cache-Control": NOT_KEPT})
    content = _opened(storage, key)
    size = content.size
    if request.method == "HEAD":
        content.close()
        return HttpResponse(headers={**headers, "Content-Length": str(size)})
    try:
        part = requested_part(request, size=size, etag=etag)
    except Unsatisfiable:
        content.close()
        beyond = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        return _with(beyond, {"Content-Range": f"bytes */{size}", "Cache-Control": headers["Cache-Control"]})
    content_type = headers["Content-Type"]
    if part is None:
        return _with(FileResponse(content, content_type=content_type), headers)
    partial = FileResponse(PartOfFile(content, part), status=HTTPStatus.PARTIAL_CONTENT, content_type=content_type)
    span = {"Content-Range": f"bytes {part.first}-{part.last}/{size}", "Content-Length": str(part.size)}
    return _with(partial, {**headers, **span})


def _headers(found: AgencyDocument, *, etag: str, is_public: bool) -> dict[str, str]:
    content_type = mimetypes.guess_type(found.filename)[0] or "application/octet-stream"
    is_inline = content_type in INLINE_TYPES
    disposition = content_disposition_header(as_attachment=not is_inline, filename=found.filename)
    headers = {
        "Content-Type": content_type,
        "Content-Disposition": disposition or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": ASK_AGAIN if is_public else NOT_KEPT,
        "ETag": etag,
        "Accept-Ranges": "bytes",
    }
    return headers if is_inline else {**headers, "Content-Security-Policy": HARMLESS}


def _etag(found: AgencyDocument) -> str:
    """The version of the file: its bytes and its name; a replaced file gets another name in the storage."""
    version = f"{found.file_hash} {found.file.name}"
    return quote_etag(hashlib.sha256(version.encode()).hexdigest()[:32])


def _with(response: HttpResponseBase, headers: dict[str, str]) -> HttpResponseBase:
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _opened(storage: Any, key: str) -> Any:
    """A file to read from its beginning; a store on another machine sends it as it is read."""
    try:
        return storage.stream(key) if hasattr(storage, "stream") else storage.open(key)
    except FileStoreAway:
        # The file may well be there.
        raise
    except (OSError, SuspiciousOperation, ValueError) as error:
        raise Http404 from error
