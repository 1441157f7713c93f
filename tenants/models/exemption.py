"""The switches of the rules that the database keeps."""

from django.db import models


class Exemption(models.Model):
    """A switch that is on; it stands here within one transaction and never outside.

    Only tenants.triggers.exemptions writes it, and the triggers read it.
    """

    class Kind(models.TextChoices):
        """What is let through."""

        HANDOVER = "handover"
        REWRITE = "rewrite"

    kind = models.CharField(max_length=16, choices=Kind)
    # The table, where the switch is about one.
    subject = models.CharField(max_length=63, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}".strip()
