"""What follows from rows that go."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.tasks import delete_file_from_storage_task

from govcms.media.models import FileVersion


@receiver(post_delete, sender=FileVersion)
def delete_former_file(instance: FileVersion, **kwargs: Any) -> None:
    """A former file goes with the picture or document it belonged to."""
    storage: Any = instance.file.storage
    transaction.on_commit(lambda: delete_file_from_storage_task.enqueue(storage.deconstruct(), instance.file.name))
