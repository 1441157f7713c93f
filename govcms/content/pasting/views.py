"""What the editor's dialogue for pasting asks: the blocks of a document, and a picture of it for the library."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Page
from wagtail.permissions import policy_registry

from govcms.content.blocks import BodyBlock
from govcms.content.outline import outline_of
from govcms.content.pasting.converting import convert
from govcms.content.site_content.blocks import stored_form
from tenants.errors import UserError


@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    """The document as blocks in the form that the editor inserts, how they read, and what is left out."""
    if not policy_registry.get_by_type(Page).user_has_any_permission(request.user, {"add", "change"}):
        raise PermissionDenied
    try:
        pasted = convert(request.POST.get("html", ""))
    except UserError as error:
        return JsonResponse({"error": str(error)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    body = BodyBlock()
    stream = body.to_python(stored_form(body, pasted.blocks))
    return JsonResponse(
        {
            "blocks": body.get_form_state(stream),
            "preview": render_to_string("content/pasting/preview.html", {"body": outline_of(stream)}),
            "pictures": [{"number": each.number, "block": each.block, "alt": each.alt} for each in pasted.pictures],
            "left_out": pasted.left_out,
        }
    )


@require_POST
def paste_picture(request: HttpRequest) -> JsonResponse:
    """A picture of the document in the agency's library: what the image block takes, or what is wrong with it."""
    model = get_image_model()
    if not policy_registry.get_by_type(model).user_has_permission(request.user, "add"):
        raise PermissionDenied
    image = model(uploaded_by_user=request.user)
    form = get_image_form(model)(_with_collection(request), request.FILES, instance=image, user=request.user)
    if not form.is_valid():
        errors = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"error": " ".join(errors)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    image = form.save()
    block: Any = BodyBlock().child_blocks["image"]
    value = block.to_python({"image": image.pk, "alt_text": "", "caption": ""})
    return JsonResponse({"value": block.get_form_state(value)})


def _with_collection(request: HttpRequest) -> Any:
    """What was sent, with the first collection that she may add to: where it lies is changed in the library."""
    data = request.POST.copy()
    if "collection" not in data:
        policy = policy_registry.get_by_type(get_image_model())
        first = policy.collections_user_has_permission_for(request.user, "add").order_by("path").first()
        if first is not None:
            data["collection"] = str(first.pk)
    return data
