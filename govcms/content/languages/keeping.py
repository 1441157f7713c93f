"""What translations were made from, and whether it has changed since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from govcms.content.models import Translation
from govcms.content.models.translation import current_revision_id
from govcms.pages.models import Page


def remember_translations(sources: Iterable[Page], translations: Iterable[Page]) -> None:
    """Note that new translations say what their originals say now; the bulk writer has stored all of them."""
    by_key = {source.translation_key: source for source in sources}
    now = timezone.now()
    Translation.objects.bulk_create(
        Translation(
            agency_id=page.agency_id,
            page_id=page.pk,
            source_id=source.pk,
            source_revision_id=current_revision_id(source),
            compared_at=now,
        )
        for page in translations
        if (source := by_key.get(page.translation_key)) is not None
    )


@transaction.atomic
def mark_up_to_date(*, translation: Translation, user: Any) -> None:
    """Note that a translation says what its original says now."""
    translation.source_revision_id = current_revision_id(translation.source)
    translation.compared_at = timezone.now()
    translation.save(update_fields=["source_revision", "compared_at"])
    log(instance=translation.page.specific, action="content.translation_up_to_date", user=user)
