"""E-mails about approval: to those who can act, about their own agency, with links to its own admin."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from django_tasks import task
from wagtail.admin.mail import send_mail
from wagtail.models import TaskState
from wagtail.users.models import UserProfile

from govcms.content.approval.approvers import approvers_of
from govcms.content.models import Review
from tenants.addresses import root_url_of
from tenants.models import Membership
from tenants.scope import current_agency
from tenants.tree import is_in_bin

logger = logging.getLogger(__name__)

_KINDS = {TaskState.STATUS_REJECTED: "rejected", TaskState.STATUS_APPROVED: "approved"}


@task()
def tell_approvers(*, agency_uid: str, review_id: int) -> None:
    """Ask those who may approve a page, as it is when this runs: nobody who has left, nothing that is decided."""
    review = _find(review_id)
    if review is None or review.status != TaskState.STATUS_IN_PROGRESS:
        return
    _send(review, "submitted", (user for user in approvers_of(review.page) if user.pk != review.submitted_by_id))


@task()
def tell_submitter(*, agency_uid: str, review_id: int) -> None:
    """Tell whoever submitted a page what was decided, if she still works in the agency."""
    review = _find(review_id)
    if review is None or review.status not in _KINDS or review.submitted_by_id in {None, review.finished_by_id}:
        return
    works_there = Membership.objects.current().filter(user=review.submitted_by, agency_id=review.page.agency_id)
    if review.submitted_by.is_active and works_there.exists():
        _send(review, _KINDS[review.status], [review.submitted_by])


def _find(review_id: int) -> Any:
    # A page may be deleted before the worker comes to it.
    reviews = Review.objects.filter(pk=review_id, page__agency=current_agency())
    found = reviews.select_related("page__agency", "submitted_by", "finished_by").first()
    return None if found is None or is_in_bin(found.page.path) else found


def _send(review: Any, kind: str, people: Iterable[Any]) -> None:
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
    }
    for person in people:
        profile = UserProfile.get_for_user(person)
        # A person may have switched off e-mails of this kind in her settings.
        if not getattr(profile, f"{kind}_notifications"):
            continue
        with override(profile.get_preferred_language()):
            subject = render_to_string(f"content/approval/mail/{kind}_subject.txt", told)
            text = render_to_string(f"content/approval/mail/{kind}.txt", {**told, "person": person})
        try:
            send_mail(" ".join(subject.split()), text, [person.email])
        except OSError:
            # The others get theirs all the same; the page waits on the dashboard in any case.
            logger.exception("approval.mail_failed", extra={"agency_key": agency.key, "user": str(person.uid)})
