"""What the guard asks before it lets a request through to an admin view.

Every admin URL name has exactly one rule. A rule looks at the ids in the URL, and where a view takes
ids in its query or form at those too; what belongs to another agency answers 404, as if it were not
there. Whether a person may do something with what is her agency's is the policies' business (403).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from tenants.models import AgencyOwned, AgencySite, PlatformShared
from tenants.scope import current_agency
from tenants.tree import outside_bin

Kwargs = Mapping[str, Any]
AdminRule = Callable[[HttpRequest, Kwargs], None]

_rules: dict[str, AdminRule] = {}


def register_admin_rule(names: str | Iterable[str], rule: AdminRule) -> None:
    """Say what the guard asks at an admin URL name, or at several; apps call this in ``ready()``.

    Raises ValueError when a name has a rule already: two apps must not disagree in silence.
    """
    for name in [names] if isinstance(names, str) else names:
        if name in _rules and _rules[name] is not rule:
            raise ValueError(f"The admin URL {name} has a rule already.")
        _rules[name] = rule


def rule_of(name: str) -> AdminRule | None:
    """The rule of an admin URL name; None for a name nobody has thought about."""
    return _rules.get(name)


def registered_names() -> frozenset[str]:
    """Every admin URL name that has a rule."""
    return frozenset(_rules)


def neutral(request: HttpRequest, kwargs: Kwargs) -> None:
    """Nothing to ask: the view takes no ids, or reads rows that are narrowed to the agency elsewhere."""


def closed(request: HttpRequest, kwargs: Kwargs) -> None:
    """Not for agencies: the view shows or changes what belongs to others, and cannot be narrowed."""
    raise Http404


def pages(*kwarg_names: str, parameters: Iterable[str] = ()) -> AdminRule:
    """The pages with the ids in these arguments, and in these query or form parameters, are the agency's."""
    names, extra = kwarg_names, tuple(parameters)

    def ask(request: HttpRequest, kwargs: Kwargs) -> None:
        """Ask for all of them in one query."""
        require_pages([*_arguments(kwargs, names), *_parameters(request, extra)])

    return ask


def images(kwarg_name: str = "", *, parameters: Iterable[str] = ()) -> AdminRule:
    """The image with the id in this argument, and those in the parameters, are the agency's."""
    return _files(get_image_model, kwarg_name, tuple(parameters))


def documents(kwarg_name: str = "", *, parameters: Iterable[str] = ()) -> AdminRule:
    """The document with the id in this argument, and those in the parameters, are the agency's."""
    return _files(get_document_model, kwarg_name, tuple(parameters))


def collections(kwarg_name: str) -> AdminRule:
    """The collection with the id in this argument lies below the agency's root collection, or is it."""

    def ask(request: HttpRequest, kwargs: Kwargs) -> None:
        """Ask by tree path."""
        root = current_agency().root_collection
        ids = _numbers(_arguments(kwargs, (kwarg_name,)))
        if root is None or not Collection.objects.filter(pk__in=ids, path__startswith=root.path).exists():
            raise Http404

    return ask


def owned(model: type[AgencyOwned], *kwarg_names: str, parameters: Iterable[str] = ()) -> AdminRule:
    """The rows of an owned model with these ids are the agency's; the scoped manager knows."""
    names, extra = kwarg_names, tuple(parameters)

    def ask(request: HttpRequest, kwargs: Kwargs) -> None:
        """Ask the manager for all of them."""
        ids = [*_arguments(kwargs, names), *_parameters(request, extra)]
        _require(model._default_manager.all(), ids)

    return ask


def readable(model: type[PlatformShared], *kwarg_names: str, parameters: Iterable[str] = ()) -> AdminRule:
    """The rows with these ids are the agency's, or the platform's that it shares; for screens that change nothing."""
    names, extra = kwarg_names, tuple(parameters)

    def ask(request: HttpRequest, kwargs: Kwargs) -> None:
        """Ask the manager for all of them."""
        _require(model.readable.all(), [*_arguments(kwargs, names), *_parameters(request, extra)])

    return ask


def agency_sites(kwarg_name: str) -> AdminRule:
    """The site with the uid in this argument is the agency's."""

    def ask(request: HttpRequest, kwargs: Kwargs) -> None:
        """Ask by uid."""
        if not AgencySite.objects.filter(uid=kwargs[kwarg_name], agency=current_agency()).exists():
            raise Http404

    return ask


def require_pages(ids: Iterable[Any]) -> None:
    """Raise Http404 unless all these pages belong to the agency in scope and are not in its bin."""
    agency = current_agency()
    page_model = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
    _require(page_model._default_manager.filter(outside_bin(agency), agency=agency), ids)


def require_rows(model: type[models.Model], ids: Iterable[Any]) -> None:
    """Raise Http404 unless all these rows, of a model with an agency, belong to the agency in scope."""
    _require(model._default_manager.filter(agency=current_agency()), ids)


def _files(model: Callable[[], type[models.Model]], kwarg_name: str, parameters: tuple[str, ...]) -> AdminRule:
    names = (kwarg_name,) if kwarg_name else ()

    def ask(request: HttpRequest, kwargs: Kwargs) -> None:
        """Ask for all of them in one query."""
        require_rows(model(), [*_arguments(kwargs, names), *_parameters(request, parameters)])

    return ask


def _require(rows: models.QuerySet[Any], ids: Iterable[Any]) -> None:
    wanted = _numbers(ids)
    # Bulk actions and choosers of several send at most a page of ids; more is somebody probing.
    if len(wanted) > 500:
        raise Http404
    if wanted and rows.filter(pk__in=wanted).order_by().count() != len(wanted):
        raise Http404


def _numbers(ids: Iterable[Any]) -> set[int]:
    try:
        numbers = {int(value) for value in ids}
    except (TypeError, ValueError):
        raise Http404 from None
    # No database has longer ones, and some fail when they are asked for them.
    if any(number.bit_length() > 63 for number in numbers):
        raise Http404
    return numbers


def _arguments(kwargs: Kwargs, names: Iterable[str]) -> list[Any]:
    return [kwargs[name] for name in names if kwargs.get(name) is not None]


def _parameters(request: HttpRequest, names: Iterable[str]) -> list[str]:
    sent = [request.GET, request.POST] if names and request.method == "POST" else [request.GET]
    # An empty value is a field left blank; the form says what it thinks of that.
    return [value for query in sent for name in names for value in query.getlist(name) if value]
