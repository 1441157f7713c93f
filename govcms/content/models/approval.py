"""The one step between submitting a page and publishing it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Task, TaskState
from wagtail.signals import task_submitted

from govcms.content.approval.approvers import approvers_of, is_only_approver, may_approve, reviews_for
from govcms.content.approval.forms import CommentForm, ReasonForm, RejectionForm
from govcms.content.approval.locks import ReviewLock
from govcms.content.approval.notes import MAX_NOTE, current_note
from govcms.content.log_actions import NOTE_ACTION
from govcms.pages.models import Page

APPROVE = "approve"
REJECT = "reject"
# The way out for somebody who submitted a page that nobody else may publish.
PUBLISH_ALONE = "publish-alone"

_FORMS: dict[str, type[forms.Form]] = {APPROVE: CommentForm, REJECT: RejectionForm, PUBLISH_ALONE: ReasonForm}


class Review(TaskState):
    """One submission of a page, from the moment it waits for approval to the decision.

    The page is named here besides in Wagtail's generic key, so that the reviews of an agency are one join away.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="reviews")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="submitted_reviews"
    )
    note = models.CharField(_("note"), max_length=MAX_NOTE, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.status == TaskState.STATUS_IN_PROGRESS

    @property
    def status_for_people(self) -> Any:
        """How it stands, in the words of lists; Wagtail's say what a task is in."""
        return _("Waits for approval") if self.is_waiting else _("Needs changes")

    @property
    def words(self) -> str:
        """The last thing somebody said about it."""
        return self.note if self.is_waiting else self.comment


Decision = tuple[str, Any, bool]


def decisions_on(review: Review, user: Any) -> list[Decision]:
    """The ways to decide about a submission for somebody whom it waits for; her own waits where nobody else may."""
    if review.submitted_by_id == user.pk:
        return [(PUBLISH_ALONE, _("Publish with a reason"), True)]
    return [
        (APPROVE, _("Approve and publish"), False),
        (APPROVE, _("Approve with a comment"), True),
        (REJECT, _("Ask for changes"), True),
    ]


class RoleApprovalTask(Task):
    """Approval by whoever may publish the page in its own agency.

    One row serves all agencies: who approves is worked out from the role table and the page, never stored.
    """

    task_state_class = Review
    lock_class = ReviewLock

    class Meta:
        verbose_name = _("approval by role")
        verbose_name_plural = _("approvals by role")

    @classmethod
    def get_description(cls) -> Any:
        """What Wagtail says of this kind of task where kinds are chosen."""
        return _("Members who may publish the page approve it")

    def start(self, workflow_state: Any, user: Any = None) -> Review:
        """Begin a review of the latest draft; a lock of somebody who cannot approve would stop it, and goes."""
        page = workflow_state.content_object
        if page.locked_by_id and page.locked_by_id not in {approver.pk for approver in approvers_of(page)}:
            page.locked, page.locked_by, page.locked_at = False, None, None
            page.save(update_fields=["locked", "locked_by", "locked_at"])
        review = Review(
            workflow_state=workflow_state,
            task=self,
            revision=page.get_latest_revision(),
            page=page,
            submitted_by=user,
            note=current_note(),
        )
        review.save()
        if review.note:
            log(instance=page.specific, action=NOTE_ACTION, user=user, data={"comment": review.note})
        task_submitted.send(sender=Review, instance=review, user=user)
        return review

    def review_of(self, page: Any) -> Review | None:
        """The review under way of a page; asked once for each page object."""
        cache: dict[str, Any] = page.__dict__.setdefault("_approval", {})
        if "review" not in cache:
            underway = Review.objects.filter(page_id=page.pk, task=self, status=TaskState.STATUS_IN_PROGRESS)
            cache["review"] = underway.first()
        review: Review | None = cache["review"]
        return review

    def get_actions(self, obj: Any, user: Any) -> list[Decision]:
        """What this person may decide: nothing about her own submission, unless nobody else could."""
        review = self.review_of(obj) if may_approve(user, obj) else None
        if review is None or (review.submitted_by_id == user.pk and not is_only_approver(user, obj)):
            return []
        return decisions_on(review, user)

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """What is asked before an action."""
        return _FORMS.get(action, CommentForm)

    @transaction.atomic
    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """Decide. Raises PermissionDenied when somebody else was faster, or where the words that must be are missing.

        Wagtail's editor passes on whatever was posted, so nothing of it is trusted but the comment.
        """
        review = Review.objects.select_for_update(of=("self",)).select_related("page").get(pk=task_state.pk)
        if action_name not in {name for name, _label, _asks in self.get_actions(review.page.specific, user)}:
            raise PermissionDenied
        form = self.get_form_for_action(action_name)({"comment": kwargs.get("comment") or ""})
        if not form.is_valid():
            raise PermissionDenied(form.errors["comment"][0])
        decide = review.reject if action_name == REJECT else review.approve
        decide(user=user, comment=form.cleaned_data["comment"])

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Nobody who could not open the page anyway: approvers have the right to change it."""
        return False

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """For everybody who has nothing to decide: what is approved is what was submitted, or changed by approvers."""
        return not self.get_actions(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """Approvers may keep each other out for a while."""
        return not self.locked_for_user(obj, user)

    def user_can_unlock(self, obj: Any, user: Any) -> bool:
        """Whoever may unlock the page at other times: a review must not hang on a colleague's holiday."""
        return "unlock" in obj.permissions_for_user(user).permissions

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        """The reviews that wait for this person in the agency in scope."""
        underway = Review.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS)
        return TaskState.objects.filter(pk__in=reviews_for(user, underway).order_by().values("pk"))
