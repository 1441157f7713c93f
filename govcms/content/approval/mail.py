"""E-mails about approval: to those who can act, about their own agency, with links to its own admin.

A task mails one person, so that trying again mails nobody else.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.mail import send_mail
from wagtail.models import TaskState
from wagtail.users.models import UserProfile

from govcms.content.approval.approvers import approvers_of
from govcms.content.models import Review
from tenants.addresses import root_url_of
from tenants.background import background_task
from tenants.languages import language_of_user
from tenants.models import Membership
from tenants.scope import current_agency
from tenants.tree import is_in_bin

_KINDS = {TaskState.STATUS_REJECTED: "rejected", TaskState.STATUS_APPROVED: "approved"}


@background_task(_("Find who is asked for approval"))
def tell_approvers(*, agency_uid: str, review_id: int) -> None:
    """Have those asked who may approve a page, as it is when this runs: nobody who left, nothing that is decided."""
    review = _find(review_id)
    if review is None or review.status != TaskState.STATUS_IN_PROGRESS:
        return
    with transaction.atomic():
        for user in approvers_of(review.page):
            if user.pk != review.submitted_by_id:
                ask_approver.enqueue(agency_uid=agency_uid, review_id=review_id, user_uid=str(user.uid))


@background_task(_("Mail a request for approval"))
def ask_approver(*, agency_uid: str, review_id: int, user_uid: str) -> None:
    """Ask one person who may approve a page, if she still may and it still waits."""
    review = _find(review_id)
    if review is None or review.status != TaskState.STATUS_IN_PROGRESS:
        return
    person = next((user for user in approvers_of(review.page) if str(user.uid) == user_uid), None)
    if person is not None:
        _send(review, "submitted", person)


@background_task(_("Mail a decision on a page"))
def tell_submitter(*, agency_uid: str, review_id: int) -> None:
    """Tell whoever submitted a page what was decided, if she still works in the agency."""
    review = _find(review_id)
    if review is None or review.status not in _KINDS or review.submitted_by_id in {None, review.finished_by_id}:
        return
    works_there = Membership.objects.current().filter(user=review.submitted_by, agency_id=review.page.agency_id)
    if review.submitted_by.is_active and works_there.exists():
        _send(review, _KINDS[review.status], review.submitted_by)


def _find(review_id: int) -> Any:
    # A page may be deleted before the worker comes to it.
    reviews = Review.objects.filter(pk=review_id, page__agency=current_agency())
    found = reviews.select_related("page__agency", "submitted_by", "finished_by").first()
    return None if found is None or is_in_bin(found.page.path) else found


def _send(review: Any, kind: str, person: Any) -> None:
    profile = UserProfile.get_for_user(person)
    # A person may have switched off e-mails of this kind in her settings.
    if not getattr(profile, f"{kind}_notifications"):
        return
    page, agency = review.page.specific, review.page.agency
    admin = root_url_of(agency.admin_host)
    told = {
        "review": review,
        "title": page.get_admin_display_title(),
        "agency": agency,
        "edit_url": admin + reverse("wagtailadmin_pages:edit", urlconf="govcms.urls.admin", args=[page.pk]),
        "account_url": admin + reverse("wagtailadmin_account", urlconf="govcms.urls.admin"),
        "live_url": page.full_url if page.live else "",
        "scheduled": page.scheduled_revision,
        "person": person,
    }
    with override(language_of_user(person, agency)):
        subject = render_to_string(f"content/approval/mail/{kind}_subject.txt", told)
        text = render_to_string(f"content/approval/mail/{kind}.txt", told)
    send_mail(" ".join(subject.split()), text, [person.email])
