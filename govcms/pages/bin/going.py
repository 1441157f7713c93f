"""What goes to the bin with pages, and who links to any of that: told before they are deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, IntegerField, Q, QuerySet, When
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex

from govcms.pages.models import Page
from tenants.scope import current_agency
from tenants.tree import outside_bin

# More than somebody mends before deleting a page; Wagtail's usage screen has them all.
MAX_NAMED = 20
# A database takes a condition of a thousand parts and no more.
_BATCH_SIZE = 200


@dataclass(slots=True)
class Going:
    """One page that is to go to the bin."""

    # The first of the pages below it, and how many there are.
    below: list[Page] = field(default_factory=list)
    below_count: int = 0
    # The first of those that refer to it or to one below it and stay, by title, and whether there are more.
    linking: list[Page] = field(default_factory=list)
    has_more_linking: bool = False
    # Whether readers find it, or one below it.
    is_read: bool = False


def what_goes(pages: Sequence[Page]) -> dict[int, Going]:
    """What goes with each of these pages, by primary key. A few queries for each few hundred pages."""
    found: dict[int, Going] = {}
    for start in range(0, len(pages), _BATCH_SIZE):
        found |= _what_goes(pages[start : start + _BATCH_SIZE], all_going=pages)
    return found


def within(pages: Sequence[Page]) -> Q:
    """The condition, in a query of pages, to be one of these or below one."""
    return reduce(or_, (Q(path__startswith=page.path) for page in pages), Q(pk__in=[]))


def _what_goes(pages: Sequence[Page], *, all_going: Sequence[Page]) -> dict[int, Going]:
    subtrees = Page.objects.filter(within(pages))
    rows = subtrees.order_by("path").only("pk", "path", "depth", "title", "draft_title", "live")
    owner_of = {page.path: page.pk for page in pages}
    found = {page.pk: Going() for page in pages}
    owners: dict[int, list[int]] = {}
    for row in rows:
        owners[row.pk] = [owner_of[path] for path in _paths_above(row) if path in owner_of]
        for owner in owners[row.pk]:
            going = found[owner]
            going.is_read |= row.live
            if row.pk != owner:
                going.below_count += 1
                if len(going.below) < MAX_NAMED:
                    going.below.append(row)
    _add_linking(found, owners, subtrees, {page.path for page in all_going})
    return found


def _add_linking(
    found: dict[int, Going], owners: dict[int, list[int]], subtrees: QuerySet[Page], leaving: set[str]
) -> None:
    page_type = ContentType.objects.get_for_model(Page)
    keys = subtrees.order_by().annotate(key=Cast("pk", CharField())).values("key")
    references = ReferenceIndex.objects.filter(
        to_content_type=page_type, to_object_id__in=keys, base_content_type=page_type
    )
    targets: defaultdict[int, set[int]] = defaultdict(set)
    for source, target in references.values_list("object_id", "to_object_id").distinct():
        targets[int(source)].update(owners.get(int(target), ()))
    # Ids of other kinds of objects need not be numbers, and a database may look at all before it filters.
    sources = references.values(source=Case(When(base_content_type=page_type, then=Cast("object_id", IntegerField()))))
    agency = current_agency()
    linking = Page.objects.filter(outside_bin(agency), pk__in=sources, agency_id=agency.pk).order_by("title", "pk")
    for page in linking:
        if leaving.isdisjoint(_paths_above(page)):
            for owner in targets[page.pk]:
                going = found[owner]
                if len(going.linking) < MAX_NAMED:
                    going.linking.append(page)
                else:
                    going.has_more_linking = True


def _paths_above(page: Page) -> Iterator[str]:
    """The tree paths of the page and of all above it."""
    return (page.path[:length] for length in range(Page.steplen, len(page.path) + 1, Page.steplen))
