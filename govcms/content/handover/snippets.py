"""Copies of reusable content for another agency: what pages show by reference goes with them, and is the receiver's."""

from __future__ import annotations

import json
from collections.abc import Iterable

from govcms.content.gathering import references_in_stream
from govcms.content.handover.values import Replacements, in_block
from govcms.content.models import Snippet
from govcms.pages.models import Page
from tenants.models import SHARED_BY_PLATFORM, Agency


def copy_snippets(keys: Iterable[int], *, to: Agency) -> dict[int, int]:
    """Copy these, but for what the platform shares with everybody; returns the copies' keys by the originals'.

    Links to pages of other agencies become plain addresses, as those in the pages themselves do.
    """
    copies = {}
    originals = Snippet._base_manager.filter(pk__in=sorted(set(keys))).exclude(agency=to).exclude(SHARED_BY_PLATFORM)
    for original in originals:
        block = original.content.stream_block
        linked = {pk for kind, pk in references_in_stream(original.content) if kind == "pages"}
        pages = Page.objects.filter(pk__in=linked).exclude(agency=to)
        addresses = {page.pk: (page.full_url or "") if page.live else "" for page in pages}
        stored = json.loads(json.dumps(block.get_prep_value(original.content), default=str))
        content = in_block(block, stored, Replacements(pages=addresses))
        copy = Snippet(
            agency=to, name=_free_name(original.name, to), content=json.dumps(content), language=original.language
        )
        copy.save()
        copies[original.pk] = copy.pk
    return copies


def _free_name(name: str, agency: Agency) -> str:
    taken = set(Snippet._base_manager.filter(agency=agency).values_list("name", flat=True))
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name[:110]} ({number})"
    return free
