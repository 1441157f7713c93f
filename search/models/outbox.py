"""What the engine has yet to hear of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxRow(models.Model):
    """An entry that was written or removed, in the same transaction; deleted once the engine has committed it.

    It names the entry and says nothing of it: what the engine gets is read when the row is drained, so order does
    not matter.
    """

    uid = models.UUIDField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("outbox row")
        verbose_name_plural = _("outbox rows")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.uid)
