"""Which pages of an agency show something in a draft, or in a version that waits for its day.

Wagtail's index of references knows what pages are as they are stored; drafts are revisions, and are read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, TextField
from django.db.models.functions import Cast
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Revision

from govcms.content.gathering import Reference, references_in_stream, references_in_text
from govcms.content.models import Snippet
from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.models import Page

_KINDS: dict[type, str] = {AgencyImage: "images", AgencyDocument: "documents", Snippet: "snippets"}


def pages_drafting(thing: AgencyImage | AgencyDocument | Snippet) -> set[int]:
    """The primary keys of the pages of its agency that show it in a version yet to be published. One query."""
    kind = _KINDS[type(thing)]
    pages = Page.objects.filter(agency=thing.agency_id)
    latest = pages.filter(has_unpublished_changes=True, latest_revision__isnull=False).values("latest_revision")
    waiting = Q(
        approved_go_live_at__isnull=False,
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=pages.annotate(key=Cast("pk", CharField())).values("key"),
    )
    drafts = Revision.objects.filter(Q(pk__in=latest) | waiting)
    # Most drafts do not hold its number at all: the database leaves these out, and only the others are read.
    holding = drafts.alias(text=Cast("content", TextField())).filter(text__contains=str(thing.pk))
    rows = holding.order_by().values_list("object_id", "content_type", "content").iterator()
    return {int(pk) for pk, type_id, content in rows if (kind, thing.pk) in _references(type_id, content, kind)}


def _references(type_id: int, content: dict[str, Any], kind: str) -> Iterator[Reference]:
    model: Any = ContentType.objects.get_for_id(type_id).model_class()
    for field in model._meta.get_fields() if model else ():
        stored = content.get(field.name)
        if not stored:
            continue
        if isinstance(field, StreamField):
            yield from references_in_stream(field.to_python(stored))
        elif isinstance(field, RichTextField):
            yield from references_in_text(stored)
        elif field.many_to_one and _KINDS.get(field.related_model) == kind:
            yield kind, stored
