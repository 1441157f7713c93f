"""Background tasks of the record."""

from django.utils.translation import gettext_lazy as _

from govcms.record.recording import record_unrecorded
from tenants.background import background_task
from tenants.locks import try_lock


@background_task(_("Complete the publication record"), without_agency="It goes through the pages of all agencies.")
def complete_record() -> int:
    """Record what is public and was never recorded; where the record begins, that is everything."""
    # Two at once would write the same events twice.
    with try_lock("record.complete_record") as is_ours:
        return record_unrecorded() if is_ours else 0
