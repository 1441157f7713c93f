"""What workers know of each other, and the tasks that have failed."""

from django.db import models
from django.db.models import CASCADE
from django.utils.translation import gettext_lazy as _

from tenants.models.owned import AgencyOwned


class Lease(models.Model):
    """Something that one process does until a time; who dies loses it by then. Only ``tenants.leases`` writes it."""

    name = models.CharField(max_length=100, primary_key=True)
    holder = models.CharField(max_length=64)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class FailedTask(AgencyOwned):
    """A background task that failed and has not succeeded since: of the agency it was for, else of the platform.

    The result of the task holds its arguments and trace, which nobody is shown; it takes this row along.
    """

    result = models.OneToOneField(
        "django_tasks_database.DBTaskResult", on_delete=CASCADE, editable=False, related_name="failure"
    )
    # Or each failure would be noted among the uses of things.
    result.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    task = models.CharField(_("task"), max_length=200)
    failed_at = models.DateTimeField(_("failed"))
    tries = models.PositiveSmallIntegerField(_("tries"))
    # None: it was given up.
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    # The class of the error, and its message where we have written it for people.
    error = models.CharField(_("error"), max_length=200)
    message = models.CharField(_("message"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("failed task")
        verbose_name_plural = _("failed tasks")
        ordering = ["-failed_at", "-pk"]
        indexes = [
            models.Index(fields=["agency", "-failed_at", "-id"], name="failed_task_by_agency"),
            models.Index(fields=["-failed_at", "-id"], name="failed_task_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.result_id}"
