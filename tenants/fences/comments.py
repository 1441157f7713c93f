"""Comments on pages: who is told of them.

Wagtail mails whoever ever took part, also when she has left, with a link to a host that is no agency's.
"""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.pages.edit import EditView

from tenants.tasks import mail_comments


class AgencyEditView(EditView):
    """Wagtail's editor, which leaves it to the worker to tell colleagues of comments."""

    def send_commenting_notifications(self, changes: dict[str, Any]) -> None:
        """Have those told who follow the comments and still work here."""
        said = {
            "new": [comment.pk for comment in changes["new_comments"]],
            "resolved": [comment.pk for comment in changes["resolved_comments"]],
            "replies": [reply.pk for _comment, replies in changes["new_replies"] for reply in replies],
        }
        if any(said.values()) or changes["deleted_comments"]:
            mail_comments.enqueue(
                agency_uid=str(self.page.agency.uid),
                page_id=self.page.pk,
                editor_uid=str(self.request.user.uid),
                said=said,
                deleted=len(changes["deleted_comments"]),
            )
