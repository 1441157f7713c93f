"""References stay within the agency, wherever they are posted: keys, blocks, rich text, import, revisions.

Choosers narrow what is offered; nothing in Wagtail narrows what is accepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import ReferenceIndex

from tenants.rights import agency_in_scope


def narrow_to_own(fields: Mapping[str, forms.Field]) -> None:
    """Let fields take the rows of the agency in scope alone: others' are refused in the words for what is not there."""
    agency = agency_in_scope()
    for field in fields.values() if agency is not None else ():
        if not isinstance(field, forms.ModelChoiceField) or field.queryset is None:
            continue
        if _has_agency(field.queryset.model):
            field.queryset = field.queryset.filter(agency=agency)


def require_own_references(instance: Any) -> None:
    """Raise ValidationError when ``instance`` refers to a row of another agency than its own.

    The message does not say what it is: an id that belongs to others reads like one that does not exist.
    """
    owner_id = instance.agency_id or getattr(agency_in_scope(), "pk", None)
    if owner_id is None:
        return
    wanted: dict[type[models.Model], set[str]] = {}
    # Wagtail's own way to find them all; it is what fills its reference index.
    for content_type_id, object_id, _model_path, _content_path in ReferenceIndex._extract_references_from_object(
        instance
    ):
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is not None and _has_agency(model):
            wanted.setdefault(model, set()).add(object_id)
    for model, ids in wanted.items():
        allowed = Q(agency=owner_id) | getattr(model, "shared_rows", Q(pk__in=[]))
        if model._base_manager.filter(pk__in=ids).exclude(allowed).exists():
            raise ValidationError(
                _("Something on this page is not your agency’s: choose another page, image or document."),
                code="other_agency",
            )


def _has_agency(model: type[models.Model]) -> bool:
    return any(field.name == "agency" for field in model._meta.fields)
