"""Background tasks of the record."""

from django_tasks import task

from govcms.record.recording import record_unrecorded


@task()
def complete_record() -> int:
    """Record what is public and was never recorded; where the record begins, that is everything."""
    return record_unrecorded()
