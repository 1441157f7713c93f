"""Which events of a review people are told of; imported when the app starts.

Wagtail connects notifiers of its own later, under the names used here, and a name is connected once: theirs would
write to people who have left, with links to a host that is no agency's.
"""

from typing import Any

from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

from govcms.content.approval.mail import tell_approvers, tell_submitter
from govcms.content.models import Review


def ask_approvers(instance: Review, **kwargs: Any) -> None:
    """A page waits for approval."""
    tell_approvers.enqueue(agency_uid=str(instance.page.agency.uid), review_id=instance.pk)


def report_decision(instance: WorkflowState, **kwargs: Any) -> None:
    """A page was approved, or goes back."""
    review = Review.objects.select_related("page__agency").filter(pk=instance.current_task_state_id).first()
    if review is not None and review.status != TaskState.STATUS_IN_PROGRESS:
        tell_submitter.enqueue(agency_uid=str(review.page.agency.uid), review_id=review.pk)


task_submitted.connect(ask_approvers, sender=Review, dispatch_uid="content.ask_approvers")
for _signal, _name in ((workflow_approved, "approved"), (workflow_rejected, "rejected")):
    _signal.connect(report_decision, sender=WorkflowState, dispatch_uid=f"workflow_state_{_name}_email_notification")
