"""What the editor says of a page that waits for approval."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock

from govcms.content.approval.approvers import approvers_of
from govcms.content.approval.names import names_of


class ReviewLock(WorkflowLock):
    """Keeps the page as it was submitted until somebody who may has decided."""

    def get_message(self, user: Any) -> Any:
        """Who decides, for those who wait; who asks and what for, for those who decide."""
        review = self.task.review_of(self.object)
        if review is None:
            return None
        if not self.for_user(user):
            return asked(review, user)
        others = [approver for approver in approvers_of(self.object) if approver.pk != user.pk]
        if not others:
            return _("This page waits for approval, and nobody can approve it yet: ask for somebody who may publish.")
        return format_html(
            _("This page waits for approval by {names}. Until then nobody else can change it."), names=names_of(others)
        )

    def get_locked_by(self, user: Any, can_lock: bool = False) -> Any:
        """A word on the lock, for the side panel."""
        return super().get_locked_by(user, can_lock) if can_lock else _("Locked while it waits for approval")

    def get_description(self, user: Any, can_lock: bool = False) -> Any:
        """A sentence on the lock, for the side panel."""
        if can_lock:
            return _("Those who approve can change it; lock it to keep them out while you do")
        return _("Only those who approve it can change it")


def asked(review: Any, user: Any) -> Any:
    """Who asks for approval, and what for, in the words for an approver."""
    if review.submitted_by_id == user.pk:
        return _("You submitted this page, and nobody else may publish it. You can publish it and say why.")
    who = names_of([review.submitted_by]) if review.submitted_by else _("Somebody")
    if not review.note:
        return format_html(_("<b>{who}</b> asks for your approval."), who=who)
    return format_html(_("<b>{who}</b> asks for your approval: “{note}”"), who=who, note=review.note)
