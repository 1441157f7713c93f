"""The buttons below the page editor: submitting with a note, deciding, taking back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import (
    CancelWorkflowMenuItem,
    PageLockedMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
    WorkflowMenuItem,
)

from govcms.content.approval.approvers import approvers_of
from govcms.content.approval.names import names_of
from govcms.content.approval.notes import MAX_NOTE
from govcms.content.approval.views import NOTE_FIELD
from govcms.content.models.approval import APPROVE

# After saving, before everything else: deciding is what an approver came for.
_DECISIONS_FROM = 1
_FIRST = -1


class SubmitForApprovalMenuItem(SubmitForModerationMenuItem):
    """Opens a dialogue that says who approves and takes a note for them."""

    template_name = "content/approval/submit_menu_item.html"
    label = _("Submit for approval")

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Who approves, besides the person who submits."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        request, page = parent_context["request"], parent_context.get("page")
        where = page if page and page.pk else parent_context["parent_page"]
        others = [approver for approver in approvers_of(where) if approver.pk != request.user.pk]
        return {
            **context,
            "label": self.label,
            "approvers": names_of(others),
            "may_approve": where.permissions_for_user(request.user).can_publish(),
            "note_field": NOTE_FIELD,
            "note": request.POST.get(NOTE_FIELD, ""),
            "max_note": MAX_NOTE,
        }


class TakeBackMenuItem(CancelWorkflowMenuItem):
    """Ends a submission without a decision."""

    label = _("Cancel submission")


def arrange_actions(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Put ours in the place of Wagtail's, in the order in which people need them."""
    arranged = []
    decisions = 0
    for item in menu_items:
        if isinstance(item, RestartWorkflowMenuItem):
            # Submitting again does the same in other words.
            continue
        if type(item) is SubmitForModerationMenuItem:
            item = SubmitForApprovalMenuItem(order=item.order)
        elif type(item) is CancelWorkflowMenuItem:
            item = TakeBackMenuItem(order=item.order)
        elif isinstance(item, PageLockedMenuItem):
            # The button one sees first must not be the one that takes the submission back.
            item = PageLockedMenuItem(order=_FIRST)
        elif isinstance(item, WorkflowMenuItem):
            item.order = _DECISIONS_FROM + decisions
            decisions += 1
            item.label = _label_of(item, context)
        arranged.append(item)
    menu_items[:] = sorted(arranged, key=lambda item: item.order)


def _label_of(item: WorkflowMenuItem, context: dict[str, Any]) -> Any:
    """The task's own words; Wagtail adds "and Publish" to them, which ours say already."""
    if item.name != APPROVE:
        return item.label
    actions = context["page"].current_workflow_task.get_actions(context["page"], context["request"].user)
    return next(label for name, label, asks in actions if name == APPROVE and asks == item.launch_modal)
