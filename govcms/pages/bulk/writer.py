"""Write many pages, or write many anew, in one transaction."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from govcms.pages.bulk import revisions as history
from govcms.pages.bulk.references import write_references
from govcms.pages.bulk.rows import insert_base_rows, insert_type_rows, set_many_to_many, update_rows
from govcms.pages.bulk.tree import NewPage, place
from govcms.pages.models import Page
from govcms.pages.signals import pages_changed
from govcms.pages.tasks import index_pages_for_editors
from tenants.addresses import HOME_PATH_LENGTH
from tenants.errors import UserError
from tenants.models import HostMapVersion
from tenants.tree import is_in_bin

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser as User

logger = logging.getLogger(__name__)

# Keeps lists of keys below SQLite's 999 variables.
_BATCH = 400

_CREATION = history.Deed("wagtail.create")
_CHANGE = history.Deed("wagtail.edit")


class InvalidPage(UserError):
    """A page that cannot be stored; the message names it and says why."""


@transaction.atomic
def write_pages(
    *,
    parent: Page,
    pages: Sequence[NewPage],
    user: User | None = None,
    link: Callable[[list[Page]], None] | None = None,
    before_announcing: Callable[[list[Page]], None] | None = None,
    deed: history.Deed = _CREATION,
) -> list[Page]:
    """Store new pages below ``parent``, after the children it has; live ones are published.

    Slugs come from titles where none is given, and get a number where a sibling has them. Block ids are new.
    ``link`` runs when the pages have primary keys and their bodies are not stored: there they can refer to each other.
    ``before_announcing`` runs when the pages are stored and nobody has been told yet: a new site gets its host there.
    ``deed`` is what the history of each page begins with.
    Returns all pages, parents before children. Raises InvalidPage before anything is written.
    """
    # Other writers below the same parent wait here, or two would take the same path.
    locked = Page.objects.select_for_update().get(pk=parent.pk)
    now = timezone.now()
    written = place(locked, pages)
    for page in written:
        _prepare_new(page, locked, now)
        _prepare(page, now)
    insert_base_rows(written)
    if link is not None:
        link(written)
    for page in written:
        _give_block_ids(page, fresh=True)
    insert_type_rows(written)
    Page.objects.filter(pk=locked.pk).update(numchild=models.F("numchild") + len(pages))
    parent.numchild = locked.numchild + len(pages)
    for batch in _batches(written):
        _write_what_follows(batch, deed, are_new=True, user=user, now=now)
    if any(len(page.path) <= HOME_PATH_LENGTH for page in written):
        # A new home page brings addresses that the processes do not know.
        HostMapVersion.bump()
    if before_announcing is not None:
        before_announcing(written)
    _announce(written)
    logger.info("pages.bulk_written", extra={"pages": len(written), "parent": parent.pk})
    return written


@transaction.atomic
def rewrite_pages(*, pages: Sequence[Page], user: User | None = None) -> None:
    """Store what changed in existing specific pages as their next revision; live ones are published.

    Place, slug, owner and agency stay. Topics change where they were set. Raises InvalidPage before anything is
    written, also for a page that is no longer there.
    """
    now = timezone.now()
    for batch in _batches(pages):
        rows = Page.objects.select_for_update().filter(pk__in=[page.pk for page in batch]).values_list("pk", "path")
        missing = {page.pk for page in batch}.difference(pk for pk, path in rows if not is_in_bin(path))
        if missing:
            raise InvalidPage(_("Page %(id)s is no longer there.") % {"id": min(missing)})
    for page in pages:
        if page.change_type == Page.ChangeType.MAJOR:
            page.public_updated_at = now
        _prepare(page, now)
    for batch in _batches(pages):
        for page in batch:
            _give_block_ids(page, fresh=False)
        history.hold_topics(batch)
        update_rows(batch)
        _write_what_follows(batch, _CHANGE, are_new=False, user=user, now=now)
    _announce(pages)
    logger.info("pages.bulk_rewritten", extra={"pages": len(pages)})


def _prepare_new(page: Page, parent: Page, now: datetime) -> None:
    page.agency_id = parent.agency_id
    if page.locale_id is None:
        page.locale_id = parent.locale_id
    if page.live:
        page.first_published_at = page.first_published_at or now
        page.public_updated_at = page.public_updated_at or page.first_published_at


def _prepare(page: Page, now: datetime) -> None:
    if history.has_child_rows(type(page)):
        raise TypeError(f"{type(page).__name__} keeps rows of its own, which the bulk writer would lose.")
    page.draft_title = page.title
    page.latest_revision_created_at = now
    page.has_unpublished_changes = not page.live
    if page.live:
        page.last_published_at = now
    _validate(page)


def _give_block_ids(page: Page, *, fresh: bool) -> None:
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            stored = field.stream_block.get_prep_value(field.value_from_object(page))
            give_block_ids(stored, fresh=fresh)
            setattr(page, field.name, stored)


def give_block_ids(value: Any, *, fresh: bool) -> None:
    """Give each block and list item in a stored StreamField value an id, all new ones if ``fresh``."""
    if isinstance(value, list):
        for item in value:
            give_block_ids(item, fresh=fresh)
    elif isinstance(value, dict):
        is_block = "type" in value and "value" in value
        if is_block and (fresh or not value.get("id")):
            value["id"] = str(uuid.uuid4())
        for item in value.values():
            give_block_ids(item, fresh=fresh)


def _validate(page: Page) -> None:
    # Relations are left to the database's constraints: checking them here would take a query each.
    unchecked = {field.name for field in page._meta.fields if field.is_relation or isinstance(field, StreamField)}
    try:
        page.clean_fields(exclude=unchecked | {"id"})
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise _invalid(page, name, " ".join(messages)) from error
    for field in page._meta.concrete_fields:
        value = field.value_from_object(page)
        if _has_nul(field.stream_block.get_prep_value(value) if isinstance(field, StreamField) else value):
            raise _invalid(page, field.name, _("Null characters are not allowed."))


def _invalid(page: Page, field: str, reason: str) -> InvalidPage:
    return InvalidPage(
        _("The page “%(title)s” cannot be stored: %(field)s: %(reason)s")
        % {"title": str(page.title)[:80], "field": field, "reason": reason}
    )


def _has_nul(value: Any) -> bool:
    """Whether a NUL is anywhere in the value; SQLite would keep it, PostgreSQL stops in mid-write."""
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, dict):
        return any(_has_nul(item) for item in value.values())
    return isinstance(value, list) and any(_has_nul(item) for item in value)


def _write_what_follows(
    pages: Sequence[Page], deed: history.Deed, *, are_new: bool, user: User | None, now: datetime
) -> None:
    revisions = history.write_revisions(pages, user=user, now=now)
    set_many_to_many(pages, are_new=are_new)
    write_references(pages, are_new=are_new)
    history.write_change_notes(pages, are_new=are_new, now=now)
    history.write_history(pages, revisions, deed=deed, user=user, now=now)


def _announce(pages: Sequence[Page]) -> None:
    page_ids = [page.pk for page in pages]
    pages_changed.send(sender=Page, page_ids=page_ids)
    index_pages_for_editors.enqueue(page_ids=page_ids)


def _batches(pages: Sequence[Page]) -> Iterator[Sequence[Page]]:
    for start in range(0, len(pages), _BATCH):
        yield pages[start : start + _BATCH]
