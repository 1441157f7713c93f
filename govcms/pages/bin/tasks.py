"""Background tasks of the bin."""

from django_tasks import task

from govcms.pages.bin.actions import empty_bins


@task()
def empty_old_bins() -> int:
    """Delete for good what has been in the bins for 30 days: one page may have a thousand below it."""
    return empty_bins()
