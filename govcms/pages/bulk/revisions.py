"""The first or next revision of many pages, and what the history says of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, PageLogEntry, Revision

from govcms.pages.models import ChangeNote, Page
from tenants.audit.wagtail_log import record_pages

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser as User


def write_revisions(pages: Sequence[Page], *, user: User | None, now: datetime) -> list[Revision]:
    """Store the pages' present content as their latest revision, for live pages as the published one too."""
    base_type = ContentType.objects.get_for_model(Page)
    revisions: list[Revision] = Revision.objects.bulk_create(
        Revision(
            content_type_id=page.content_type_id,
            base_content_type=base_type,
            object_id=str(page.pk),
            created_at=now,
            user=user,
            object_str=str(page),
            content=_content(page),
        )
        for page in pages
    )
    latest = Subquery(
        Revision.objects.filter(base_content_type=base_type, object_id=Cast(OuterRef("pk"), CharField()))
        .order_by("-id")
        .values("id")[:1]
    )
    stored = Page.objects.filter(pk__in=[page.pk for page in pages])
    stored.update(latest_revision=latest)
    stored.filter(live=True).update(live_revision=F("latest_revision"))
    for page, revision in zip(pages, revisions, strict=True):
        page.latest_revision = revision
        if page.live:
            page.live_revision = revision
    return revisions


@dataclass(frozen=True, slots=True)
class Deed:
    """What the history says was done to a page: a registered action of Wagtail's log, and what its words need."""

    action: str
    data: Mapping[str, Any] = field(default_factory=dict)


def write_history(
    pages: Sequence[Page], revisions: Sequence[Revision], *, deed: Deed, user: User | None, now: datetime
) -> None:
    """Log ``deed`` for each page, and its publication where it is live."""
    # Wagtail shows one entry of several with one uuid and action, whichever page they are about.
    acts = {page.pk: uuid.uuid4() for page in pages}
    entries = PageLogEntry.objects.bulk_create(
        PageLogEntry(
            content_type_id=page.content_type_id,
            page=page,
            label=page.title,
            action=step.action,
            data=dict(step.data),
            timestamp=now,
            uuid=acts[page.pk],
            user=user,
            revision=revision,
            content_changed=True,
        )
        for page, revision in zip(pages, revisions, strict=True)
        for step in ([deed, _PUBLICATION] if page.live else [deed])
    )
    record_pages(entries)


_PUBLICATION = Deed("wagtail.publish")


def write_change_notes(pages: Sequence[Page], *, are_new: bool, now: datetime) -> None:
    """Tell readers of first publications and of changes that carry a note, as publishing one page does."""
    ChangeNote.objects.bulk_create(
        ChangeNote(
            page_id=page.pk,
            kind=page.change_type,
            text=page.change_note,
            published_at=(page.public_updated_at or now) if are_new else now,
        )
        for page in pages
        if page.live and (are_new or page.change_note or page.change_type == Page.ChangeType.MAJOR)
    )


def hold_topics(pages: Sequence[Page]) -> None:
    """Hold the stored topics of existing pages in memory where the caller set none; one query for all."""
    unset = {page.pk: page for page in pages if "topics" not in getattr(page, "_cluster_related_objects", {})}
    if not unset:
        return
    for page in unset.values():
        page.topics = []
    chosen = Page.topics.through._base_manager.filter(page_id__in=unset).select_related("topic")
    for row in chosen:
        unset[row.page_id].topics.add(row.topic)


def _content(page: Page) -> dict[str, Any]:
    with _without_comments(page):
        content: dict[str, Any] = page.serializable_data()
    return content


@contextmanager
def _without_comments(page: Page) -> Iterator[None]:
    # Comments are rows of their own; a revision only keeps their positions in a text that is new here.
    held = page.__dict__.setdefault("_cluster_related_objects", {})
    before = dict(held)
    held[COMMENTS_RELATION_NAME] = []
    for relation in get_all_child_m2m_relations(type(page)):
        held.setdefault(relation.name, [])
    try:
        yield
    finally:
        page._cluster_related_objects = before


def has_child_rows(page_type: type[Page]) -> bool:
    """Whether a page type keeps rows of its own besides comments (inline panels)."""
    return any(
        relation.get_accessor_name() != COMMENTS_RELATION_NAME for relation in get_all_child_relations(page_type)
    )
