"""The suggestions under a field for tags."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest

from tenants.models import AgencyOwned


def only_own_tags(request: HttpRequest, kwargs: Mapping[str, Any]) -> None:
    """The tags asked for are of a model whose manager sees the agency's rows alone."""
    try:
        model = apps.get_model(kwargs["app_name"], kwargs["model_name"])
    except LookupError:
        raise Http404 from None
    if not issubclass(model, AgencyOwned):
        raise Http404
