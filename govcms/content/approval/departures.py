"""What becomes of submissions when somebody leaves an agency."""

from typing import Any

from wagtail.models import TaskState

from govcms.content.models.approval import Review
from tenants.models import Agency


def pass_on_reviews(*, user: Any, agency: Agency, heir: Any, by: Any) -> None:
    """The heir stands for what waits for a decision; without one it is withdrawn with the submission."""
    if heir is not None:
        waiting = Review.objects.filter(submitted_by=user, page__agency=agency, status=TaskState.STATUS_IN_PROGRESS)
        waiting.update(submitted_by=heir)
