"""What happens to files in the background."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from govcms.media.models import AgencyDocument, Finding
from govcms.media.reading.facts import FACTS_FIELDS, LATER_S, Facts, note_facts, read_facts
from tenants.background import background_task

# More at a time would keep other tasks waiting; the rest has its turn a minute later.
MOST_AT_ONCE = 50


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
    note_facts(document, facts or Facts(findings=(Finding.UNREADABLE,)), file_hash=document.get_file_hash())
    document.save(update_fields=FACTS_FIELDS)


def read_unread() -> int:
    """Let workers read the documents that were too large to be read at once, or came without a form."""
    unread = AgencyDocument.objects.exclude(read_hash=F("file_hash")).union(AgencyDocument.objects.filter(read_hash=""))
    found = list(unread.values_list("agency__uid", "uid")[:MOST_AT_ONCE])
    for agency_uid, uid in found:
        read_document.enqueue(agency_uid=str(agency_uid), document_uid=str(uid))
    return len(found)
