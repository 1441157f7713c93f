"""The log that nobody can change: who did what, for which agency, when, from where; and the seals upon it."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models.owned import AgencyOwned


class AuditEntry(AgencyOwned):
    """One thing that was done. The database refuses to change or delete it.

    It holds uids and no names: these lie with the account and can be erased there.
    """

    class ActorKind(models.TextChoices):
        """Who may act."""

        PERSON = "person", _("Person")
        COMMAND = "command", _("Command")
        SYSTEM = "system", _("System")
        VISITOR = "visitor", _("Visitor")

    at = models.DateTimeField(_("at"), default=timezone.now)
    actor_kind = models.CharField(_("kind of actor"), max_length=8, choices=ActorKind)
    actor = models.UUIDField(_("actor"), null=True, blank=True)
    action = models.CharField(_("action"), max_length=100)
    subject_type = models.CharField(_("kind of subject"), max_length=100, blank=True)
    # The uid where the subject has one, else its key.
    subject = models.CharField(_("subject"), max_length=64, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    reference = models.CharField(_("reference"), max_length=64, blank=True)
    details = models.JSONField(_("details"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["agency", "-id"], name="audit_by_agency"),
            models.Index(fields=["agency", "at"], name="audit_by_time"),
            models.Index(fields=["agency", "actor", "-id"], name="audit_by_actor"),
            models.Index(fields=["agency", "subject", "-id"], name="audit_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type} {self.subject}".strip()


class UnsealedEntry(models.Model):
    """An entry that waits for its seal; written with the entry, gone with the seal.

    Sealing by this list and not by numbers: a slow transaction brings entries with numbers long passed.
    """

    entry = models.OneToOneField(AuditEntry, on_delete=models.CASCADE, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)


class AuditSeal(AgencyOwned):
    """A link in an agency's chain: the hash of the entries it names, of itself and of the link before."""

    number = models.PositiveIntegerField(_("number"))
    sealed_at = models.DateTimeField(_("sealed at"), default=timezone.now)
    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField()
    count = models.PositiveIntegerField()
    # Numbers of transactions that committed late lie between those of an earlier seal.
    entries = models.JSONField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("seal of the log")
        verbose_name_plural = _("seals of the log")
        ordering = ["agency", "number"]
        constraints = [models.UniqueConstraint(fields=["agency", "number"], name="one_seal_per_number")]

    def __str__(self) -> str:
        return f"{self.agency} · {self.number}"
