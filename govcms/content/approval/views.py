"""Wagtail's page editor and its decisions, with the words that go along with a submission or a decision."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.messages import add_message, get_messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.revisions import RevisionsCompareView
from wagtail.admin.views.pages.workflow import (
    CollectWorkflowActionDataView,
    PreviewRevisionForTaskView,
    WorkflowActionView,
)
from wagtail.models import TaskState, WorkflowState

from govcms.content.approval.approvers import approvers_of
from govcms.content.approval.locks import asked
from govcms.content.approval.names import names_of
from govcms.content.approval.notes import submitted_with
from govcms.content.models import Review
from govcms.pages.models import Page
from tenants.fences.comments import AgencyEditView

# The field of the page's form that holds the note; it is no field of the page.
NOTE_FIELD = "approval_note"


class SubmissionMixin:
    """Submits the page of a form, with its note."""

    request: HttpRequest
    page: Any

    def submit_action(self) -> HttpResponse:
        """Store the draft, submit it and say to whom."""
        with submitted_with(self.request.POST.get(NOTE_FIELD, "")):
            response: HttpResponse = super().submit_action()  # type: ignore[misc]
        tell_submission(self.request, self.page)
        return response


class ApprovalCreateView(SubmissionMixin, CreateView):
    """A new page."""


class ApprovalEditView(SubmissionMixin, AgencyEditView):
    """An existing page: submit it, or decide about it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open the page; what an approver wants changed is said at the top."""
        state = self.workflow_state
        if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES and not self.hydrate_create_view:
            rejected = state.current_task_state
            told = {"who": rejected.finished_by or _("Somebody"), "comment": rejected.comment}
            messages.warning(request, _("%(who)s asks for changes: “%(comment)s”") % told)
        return super().get(request, *args, **kwargs)

    def restart_workflow_action(self) -> HttpResponse:
        """Take the submission back and submit anew, with the note of now."""
        with submitted_with(self.request.POST.get(NOTE_FIELD, "")):
            response: HttpResponse = super().restart_workflow_action()
        tell_submission(self.request, self.page)
        return response

    def add_cancel_workflow_confirmation_message(self) -> None:
        """Say that it waits no more; the editor may show the page at once, as it was read before."""
        self.page.__dict__.pop("_current_workflow_states", None)
        told = _("“%(title)s” no longer waits for approval.") % {"title": self.page.get_admin_display_title()}
        messages.success(
            self.request, told, buttons=[self.get_view_draft_message_button(), self.get_edit_message_button()]
        )

    def workflow_action_is_valid(self) -> bool:
        """Whether she may decide so, and said what has to be said; the draft is saved in any case."""
        if not super().workflow_action_is_valid():
            return False
        try:
            sent = json.loads(self.request.POST.get("workflow-action-extra-data") or "{}")
        except json.JSONDecodeError:
            return False
        form = self.page.current_workflow_task.get_form_for_action(self.workflow_action)(sent)
        if not isinstance(sent, dict) or not form.is_valid():
            messages.error(self.request, _("Nothing was decided: say why."))
            return False
        return True

    def perform_workflow_action(self) -> HttpResponse:
        """Store the draft and decide."""
        self.review = Review.objects.get(pk=self.page.current_workflow_task_state.pk)
        return super().perform_workflow_action()

    def add_save_confirmation_message(self) -> None:
        """What became of the page: more than "updated" where something was decided."""
        if self.action_name == "perform_workflow_action":
            tell_decision(self.request, self.review)
        else:
            super().add_save_confirmation_message()


class NotWaitingMixin:
    """Says of a page that nothing is to be decided about it any more."""

    request: HttpRequest
    object: Any

    def add_not_in_moderation_error(self) -> None:
        """In our words; Wagtail's are of moderation."""
        told = _("“%(title)s” does not wait for approval any more.") % {"title": self.object.get_admin_display_title()}
        messages.error(self.request, told)

    add_error_message = add_not_in_moderation_error


class ReviewDataView(NotWaitingMixin, CollectWorkflowActionDataView):
    """What is asked before a decision in the editor."""


class ReviewPreviewView(NotWaitingMixin, PreviewRevisionForTaskView):
    """The page as it was submitted."""


class ReviewActionView(NotWaitingMixin, WorkflowActionView):
    """A decision from the dashboard or a list; says what became of the page."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide."""
        response: HttpResponse = super().post(request, *args, **kwargs)
        tell_decision(request, self.task_state)
        return response


class ReviewCompareView(RevisionsCompareView):
    """Two versions of a page; whoever may decide about the later one does it where she reads what is new."""

    template_name = "content/approval/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer the decisions below the draft that waits, and below no other version."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        task = self.object.current_workflow_task
        if task is not None and self.revision_id_b in {"latest", str(self.object.latest_revision_id)}:
            context["decisions"] = task.get_actions(self.object, self.request.user)
            context["review"] = task.review_of(self.object)
            context["asked"] = asked(context["review"], self.request.user) if context["decisions"] else ""
        return context


def tell_submission(request: HttpRequest, page: Any) -> None:
    """Tell whoever submitted a page who approves it, in place of what Wagtail says of moderation."""
    said = list(get_messages(request))
    for message in said[:-1]:
        add_message(request, message.level, message.message, extra_tags=message.extra_tags)
    others = names_of([approver for approver in approvers_of(page) if approver.pk != request.user.pk])
    told = {"title": page.get_admin_display_title(), "who": others}
    text = _("“%(title)s” waits for approval by %(who)s.") if others else _("“%(title)s” waits for approval.")
    edit = messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Edit"))
    messages.success(request, text % told, buttons=[edit])


def tell_decision(request: HttpRequest, review: Review) -> None:
    """Tell whoever decided what became of the page; nothing while it still waits."""
    review = Review.objects.select_related("submitted_by").get(pk=review.pk)
    page = Page.objects.get(pk=review.page_id)
    told = {"title": page.get_admin_display_title(), "who": review.submitted_by or _("somebody")}
    if review.status == TaskState.STATUS_REJECTED:
        messages.success(request, _("“%(title)s” goes back to %(who)s with your comment.") % told)
    elif review.status == TaskState.STATUS_APPROVED:
        scheduled = page.scheduled_revision
        if scheduled is not None:
            told["when"] = formats.date_format(timezone.localtime(scheduled.approved_go_live_at), "DATETIME_FORMAT")
            messages.success(request, _("“%(title)s” is approved and will be published on %(when)s.") % told)
            return
        buttons = [messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Edit"))]
        if page.url:
            buttons.insert(0, messages.button(page.url, _("View live")))
        messages.success(request, _("“%(title)s” is approved and published.") % told, buttons=buttons)
