"""Files that were replaced, for those who may change what has another now."""

from __future__ import annotations

import mimetypes

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry

from govcms.content.files import HARMLESS, NOT_KEPT
from govcms.media.errors import FileStoreAway
from govcms.media.models import FileVersion
from tenants.requests import AgencyRequest


@require_safe
def former_file(request: AgencyRequest, pk: int) -> HttpResponseBase:
    """A file that a picture or document had before, to be saved; 404 for another agency's."""
    version = get_object_or_404(FileVersion.objects.select_related("image", "document"), pk=pk)
    policy = policy_registry.get_by_type(type(version.thing))
    if not policy.user_has_permission_for_instance(request.user, "change", version.thing):
        raise PermissionDenied
    storage, key = version.file.storage, version.file.name or ""
    try:
        content = storage.stream(key) if hasattr(storage, "stream") else storage.open(key)
    except FileStoreAway:
        raise
    except OSError as error:
        raise Http404 from error
    content_type = mimetypes.guess_type(version.filename)[0] or "application/octet-stream"
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": NOT_KEPT, "Content-Security-Policy": HARMLESS}
    return FileResponse(
        content, as_attachment=True, filename=version.filename, content_type=content_type, headers=headers
    )
