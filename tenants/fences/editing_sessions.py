"""The pings that tell colleagues who else has something open."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest

from tenants.admin_rules import require_rows


def only_own_objects(request: HttpRequest, kwargs: Mapping[str, Any]) -> None:
    """The object that is open belongs to the agency."""
    try:
        model = apps.get_model(kwargs["app_label"], kwargs["model_name"])
    except LookupError:
        raise Http404 from None
    if "agency" not in {field.name for field in model._meta.get_fields()}:
        raise Http404
    require_rows(model, [unquote(kwargs["object_id"])])
