"""What the record listens to: the corpus, which knows what the public can read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from govcms.pages.models import Page
from govcms.record.recording import record_shown, record_taken_away
from search.corpus import entries_refreshed, entries_removed
from search.models import Entry


@receiver(entries_refreshed)
def keep_what_is_shown(shown: list[tuple[Page, Entry]], **kwargs: Any) -> None:
    """Published, changed, moved and opened pages."""
    record_shown(shown)


@receiver(entries_removed)
def keep_that_it_is_gone(gone: list[tuple[UUID, int]], **kwargs: Any) -> None:
    """Unpublished, restricted, expired and deleted pages, and those of an agency that was closed."""
    record_taken_away(gone)
