"""Where in the tree a password is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction

from govcms.pages.models import Page

# Restrictions of the pages at and below a tree path, by that path.
Protection = Mapping[str, frozenset[int]]


def protection_of(agency_ids: Iterable[int]) -> Protection:
    """What protects pages of these agencies. One query, and one more for each step from page to alias.

    An alias is protected with the page it mirrors and by nothing of its own, as Wagtail has it.
    """
    restrictions = PageViewRestriction.objects.filter(page__agency_id__in=set(agency_ids), page__alias_of=None)
    found: defaultdict[str, frozenset[int]] = defaultdict(frozenset)
    mirrored: defaultdict[int, frozenset[int]] = defaultdict(frozenset)
    for restriction_id, page_id, path in restrictions.values_list("pk", "page_id", "page__path"):
        found[path] |= {restriction_id}
        mirrored[page_id] |= {restriction_id}
    while mirrored:
        aliases = list(Page.objects.filter(alias_of_id__in=mirrored).values_list("pk", "path", "alias_of_id"))
        for _alias_id, path, source_id in aliases:
            found[path] |= mirrored[source_id]
        mirrored = defaultdict(frozenset, {alias_id: mirrored[source_id] for alias_id, _path, source_id in aliases})
    return found


def behind_password(path_field: str = "path") -> Exists:
    """The condition that a password is asked for before a page or one above it, in a query that has its tree path."""
    # An outer reference has no type of its own to look `startswith` up in.
    path = ExpressionWrapper(OuterRef(path_field), output_field=CharField())
    return Exists(PageViewRestriction.objects.alias(other_path=path).filter(other_path__startswith=F("page__path")))


def restrictions_at(path: str, protection: Protection) -> frozenset[int]:
    """The ids of the restrictions that all have to be passed to read the page at a tree path."""
    return frozenset().union(*(ids for above, ids in protection.items() if path.startswith(above)))


def aliases_of(page: Page) -> list[str]:
    """The tree paths of all aliases of a page, and of theirs."""
    paths: list[str] = []
    sources = [page.pk]
    while sources:
        aliases = list(Page.objects.filter(alias_of_id__in=sources).values_list("pk", "path"))
        paths += [path for _pk, path in aliases]
        sources = [pk for pk, _path in aliases]
    return paths
