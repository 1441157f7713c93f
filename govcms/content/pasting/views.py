"""What the editor's dialogue for pasting asks: a file as HTML, that as blocks, and its pictures for the library."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.utils.file import hash_filelike

from govcms.content.blocks import BodyBlock
from govcms.content.outline import outline_of
from govcms.content.pasting.converting import convert
from govcms.content.pasting.picture_hosts import PICTURE_HOSTS
from govcms.content.pasting.word_files import html_of
from govcms.content.site_content.blocks import stored_form
from tenants.errors import UserError

# As many as the block takes.
_MAX_WORDS = 250


def dialogue_context() -> dict[str, Any]:
    """What the dialogue is drawn with."""
    return {"picture_hosts": PICTURE_HOSTS, "max_bytes": settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE}


@require_POST
def paste_file(request: HttpRequest) -> JsonResponse:
    """A file of Word as HTML with its pictures in it, which the dialogue then goes on with as with a clipboard."""
    _check_writes(request)
    try:
        return JsonResponse({"html": html_of(request.FILES.get("file"))})
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    """The document as blocks in the form that the editor inserts, how they read, and what is left out."""
    _check_writes(request)
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
    kept = _kept_already(request)
    if kept is not None:
        return _as_block(
            kept.pk, "" if kept.is_decorative and "is_decorative" in request.POST else request.POST["alt_text"].strip()
        )
    image = model(uploaded_by_user=request.user)
    form = get_image_form(model)(_with_collection(request), request.FILES, instance=image, user=request.user)
    if not form.is_valid():
        errors = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"error": " ".join(errors)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _as_block(form.save().pk)


def _check_writes(request: HttpRequest) -> None:
    if not policy_registry.get_by_type(Page).user_has_any_permission(request.user, {"add", "change"}):
        raise PermissionDenied


def _kept_already(request: HttpRequest) -> Any:
    """The picture of the library with the same content that may stand in its place; what is not described is none."""
    file, words = request.FILES.get("file"), request.POST.get("alt_text", "").strip()
    is_decorative = "is_decorative" in request.POST
    if file is None or not (words or is_decorative) or len(words) > _MAX_WORDS:
        return None
    policy = policy_registry.get_by_type(get_image_model())
    images = policy.instances_user_has_permission_for(request.user, "choose").filter(file_hash=hash_filelike(file))
    # A page cannot say that a picture is decorative whose words are in the library.
    return (images.filter(is_decorative=True) if is_decorative else images).order_by("pk").first()


def _as_block(image: int, alt_text: str = "") -> JsonResponse:
    block: Any = BodyBlock().child_blocks["image"]
    value = block.to_python({"image": image, "alt_text": alt_text, "caption": ""})
    if value["image"] and alt_text == value["image"].default_alt_text:
        value["alt_text"] = ""
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
