"""Documents that a browser sends in parts, each with the bytes it holds in its ``Content-Range``."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.datastructures import MultiValueDict

from govcms.media.models import PendingUpload
from govcms.media.parts import (
    PartOutOfPlace,
    claim_upload,
    finish_upload,
    forget_upload,
    put_together,
    receive_part,
    release_upload,
    what_became_of,
)
from tenants.scope import current_agency

_RANGE = re.compile(r"bytes (\d{1,12})-(\d{1,12})/(\d{1,12})", re.ASCII)
FIELD = "files[]"


class TakesPartsMixin:
    """Takes a file in parts; with the last one, goes on as if all of it had come at once.

    The answer names in ``Range`` what is here, so that a browser that comes back with the same file goes on there.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A part, or a whole file."""
        said = request.headers.get("Content-Range")
        if said is None or FIELD not in request.FILES:
            whole: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
            return whole
        part: Any = request.FILES[FIELD]
        match = _RANGE.fullmatch(said)
        try:
            first, last, size = map(int, match.groups()) if match else (0, -1, 0)
            if last - first + 1 != part.size or size > self.largest():
                raise PartOutOfPlace
            upload = receive_part(
                agency=current_agency(), user=request.user, name=part.name or "", size=size, start=first, part=part
            )
        except PartOutOfPlace:
            return JsonResponse({"success": False}, status=HTTPStatus.CONFLICT)
        if not upload.is_complete:
            # As the browser's uploader reads it.
            return JsonResponse({"success": True}, headers={"Range": f"0-{upload.received - 1}"})
        return self._finish(request, upload) if claim_upload(upload) else self._say_again(upload)

    def _finish(self, request: HttpRequest, upload: PendingUpload) -> HttpResponse:
        try:
            # Django has no way to put a file into a request.
            request._files = MultiValueDict({FIELD: [put_together(upload)]})  # type: ignore[attr-defined]
            with transaction.atomic():
                answer: HttpResponse = super().post(request)  # type: ignore[misc]
                made = getattr(self, "object", None)
                if made is not None and made.pk:
                    finish_upload(upload, made_uid=made.uid)
                else:
                    forget_upload(upload)
        except BaseException:
            # Where keeping the file fails, the browser sends the last part again, and that is all.
            release_upload(upload)
            raise
        return answer

    def _say_again(self, upload: PendingUpload) -> HttpResponse:
        """What the request that had the last part before was told, for a browser that did not hear it."""
        try:
            made = what_became_of(upload)
        except PartOutOfPlace:
            return JsonResponse({"success": False}, status=HTTPStatus.CONFLICT)
        if made is None:
            # Being made; the browser comes back in a moment.
            return JsonResponse({"success": False}, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "5"})
        self.object = made
        return JsonResponse(self.get_edit_object_response_data())  # type: ignore[attr-defined]

    def largest(self) -> int:
        """How many bytes a file may have."""
        form = self.get_upload_form_class()(user=self.request.user)  # type: ignore[attr-defined]
        limit: int = form.fields["file"].max_upload_size
        return limit
