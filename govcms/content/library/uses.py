"""Where pictures and documents are used, and which are there twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.text import capfirst
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry

from govcms.content.drafts import pages_drafting
from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.models import Page

Thing = AgencyImage | AgencyDocument

# Who must change more than these by hand looks at Wagtail's list of uses, page by page.
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Use:
    """A page, a shared text or settings that show a picture or document."""

    title: str
    kind: str
    # Where the person who looks may change it; empty where she may not.
    url: str
    is_public: bool
    # Whether what is published of it, if anything, does not show it.
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Uses:
    """Where a picture or document is used, as far as somebody may know."""

    listed: list[Use]
    # How many pages outside her section, or in the bin, show it: their titles are not for her.
    unlisted: int


def uses_of(thing: Thing, user: Any) -> Uses:
    """Where a picture or document is used, what the public sees first; as many queries as there are kinds of uses."""
    finder = AdminURLFinder(user)
    uses = []
    unlisted = 0
    referring = _referring(thing)
    stored = referring.setdefault(ContentType.objects.get_for_model(Page).pk, [])
    only_drafts = pages_drafting(thing) - {int(pk) for pk in stored}
    stored.extend(map(str, only_drafts))
    for content_type_id, pks in referring.items():
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is None:
            continue
        if issubclass(model, Page):
            found, hidden = _pages(thing, pks, user)
            unlisted += hidden
        else:
            found = list(model._default_manager.filter(pk__in=pks[:MOST_SHOWN]))
        for each in found:
            is_draft = issubclass(model, Page) and each.pk in only_drafts
            uses.append(
                Use(
                    title=getattr(each, "title", None) or str(each),
                    kind=capfirst(each._meta.verbose_name),
                    url=finder.get_edit_url(each) or "",
                    is_public=not is_draft and bool(getattr(each, "live", True)),
                    is_draft=is_draft,
                )
            )
    return Uses(sorted(uses, key=lambda use: (not use.is_public, use.is_draft, use.title)), unlisted)


def shown_publicly(things: Iterable[Thing]) -> set[int]:
    """The primary keys of those that the public sees: on a published page, or in what stands around pages."""
    return {thing.pk for thing in things if _is_shown(thing)}


def _is_shown(thing: Thing) -> bool:
    for content_type_id, pks in _referring(thing).items():
        model: Any = ContentType.objects.get_for_id(content_type_id).model_class()
        rows = model._base_manager.filter(pk__in=pks) if model is not None else None
        if rows is not None and (rows.filter(live=True) if _may_be_draft(model) else rows).exists():
            return True
    return False


def _referring(thing: Thing) -> dict[int, list[str]]:
    """The primary keys of what refers to it, by the base of its kind."""
    references = ReferenceIndex.get_references_to(thing).order_by("base_content_type", "object_id")
    pks: dict[int, list[str]] = defaultdict(list)
    for content_type_id, pk in references.values_list("base_content_type", "object_id").distinct():
        pks[content_type_id].append(pk)
    return pks


def _pages(thing: Thing, pks: list[str], user: Any) -> tuple[list[Any], int]:
    """The pages that the person may look at, up to a number, and how many others there are of the agency."""
    of_agency = Page.objects.filter(agency=thing.agency_id, pk__in=pks)
    open_to_her = policy_registry.get_by_type(Page).explorable_instances(user).values("pk")
    shown = of_agency.filter(pk__in=open_to_her).order_by("-live", "pk").specific(defer=True)[:MOST_SHOWN]
    return list(shown), of_agency.exclude(pk__in=open_to_her).count()


def _may_be_draft(model: Any) -> bool:
    return any(field.name == "live" for field in model._meta.get_fields())


def duplicates_of(thing: Thing, *, file_hash: str = "") -> QuerySet[Any]:
    """The agency's other pictures or documents with the same content; nobody else's are looked at."""
    model: Any = type(thing)
    same = model.objects.filter(agency=thing.agency_id, file_hash=file_hash or thing.file_hash)
    return same.exclude(pk=thing.pk).exclude(file_hash="").order_by("pk")
