"""What happens to files in the background."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from govcms.media.models import AgencyDocument, Finding
from govcms.media.reading.facts import FACTS_FIELDS, LATER_S, Facts, note_facts, read_facts
from tenants.background import background_task

logger = logging.getLogger(__name__)

# More at a time would keep other tasks waiting; the rest has its turn a minute later.
MOST_AT_ONCE = 50
# Until then a worker has been asked and may be busy with others.
ASKED_AGAIN_AFTER = timedelta(hours=1)


@background_task(_("Read a document"))
def read_document(*, agency_uid: str, document_uid: str) -> None:
    """Find out what a document says of itself, unless that is known."""
    document = AgencyDocument.objects.filter(uid=UUID(document_uid), agency__uid=UUID(agency_uid)).first()
    if document is None or document.is_read:
        return
    try:
        with document.open_file() as file:
            facts = read_facts(file, document.filename, within_s=LATER_S)
    except FileNotFoundError:
        facts = None
    except OSError:
        # The store or the machine; the queue tries again.
        raise
    except Exception:
        # Whatever this file does, it would do again each hour.
        logger.exception("document cannot be read", extra={"document": document_uid})
        facts = None
    note_facts(document, facts or Facts(findings=(Finding.UNREADABLE,)), file_hash=document.get_file_hash())
    document.save(update_fields=FACTS_FIELDS)


def read_unread() -> int:
    """Let workers read the documents that were too large to be read at once, or came without a form."""
    is_unread = ~Q(read_hash=F("file_hash")) | Q(read_hash="")
    may_be_asked = Q(read_asked_at=None) | Q(read_asked_at__lt=timezone.now() - ASKED_AGAIN_AFTER)
    unread = AgencyDocument.objects.filter(is_unread, may_be_asked).select_related("agency")
    found = list(unread.order_by(F("read_asked_at").asc(nulls_first=True), "pk")[:MOST_AT_ONCE])
    AgencyDocument.objects.filter(pk__in=[document.pk for document in found]).update(read_asked_at=timezone.now())
    for document in found:
        read_document.enqueue(agency_uid=str(document.agency.uid), document_uid=str(document.uid))
    return len(found)
