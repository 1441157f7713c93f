"""Background tasks of the bin."""

from django.utils.translation import gettext_lazy as _

from govcms.pages.bin.actions import empty_bins
from tenants.background import background_task
from tenants.locks import try_lock


@background_task(_("Empty the bins"), without_agency="It goes through the bins of all agencies.")
def empty_old_bins() -> int:
    """Delete for good what has been in the bins for 30 days: one page may have a thousand below it."""
    # Two at once would each find what the other deletes.
    with try_lock("pages.empty_old_bins") as is_ours:
        return empty_bins() if is_ours else 0
