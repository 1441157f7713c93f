"""What happens to somebody's work when she leaves an agency."""

from __future__ import annotations

import logging
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from wagtail.admin.models import EditingSession
from wagtail.log_actions import log
from wagtail.models import PageSubscription

from tenants.left_work import left_work, open_submissions, submitters_of_agencies
from tenants.models import Agency, Membership
from tenants.registry import hand_overs
from tenants.scope import tenant_scope
from tenants.tasks import mail_heir

logger = logging.getLogger(__name__)


@transaction.atomic
def hand_over(*, user: Any, agency: Agency, heir: Any, by: Any) -> None:
    """End what she holds in the agency and give her open work to ``heir``, or to nobody.

    Versions and history keep her name. Schedules stay: publishing them asks for nobody's rights.
    """
    with tenant_scope(agency):
        work = left_work(user=user, agency=agency)
        drafts = list(work.drafts.values_list("pk", flat=True))
        schedules = list(work.schedules.values_list("pk", flat=True))
        submitted = list(work.submissions.values_list("pk", flat=True))
        locks = _release_locks(work.locks, by=by)
        _end_sessions(user, agency)
        _pass_on_subscriptions(user, agency, heir)
        _pass_on_pages(user, agency, heir, {*drafts, *schedules})
        for act in hand_overs():
            act(user=user, agency=agency, heir=heir, by=by)
        _pass_on_submissions(user, heir, set(submitted), by=by)
    figures = {"drafts": len(drafts), "schedules": len(schedules), "submissions": len(submitted), "locks": locks}
    log(
        instance=agency,
        action="tenants.hand_over",
        user=by,
        data={"user": str(user.uid), "heir": str(heir.uid) if heir else "", **figures},
    )
    logger.info("tenants.work_handed_over", extra={"agency_key": agency.key, "user": str(user.uid), **figures})
    inherited = {*drafts, *schedules, *submitted}
    if heir is not None and inherited:
        mail_heir.enqueue(
            agency_uid=str(agency.uid), heir_uid=str(heir.uid), user_uid=str(user.uid), page_ids=sorted(inherited)
        )


def finish_departures() -> int:
    """End what people hold where their role has ended by the clock, and what people of the platform leave behind.

    Nobody was asked for an heir: drafts and schedules stay, submissions are withdrawn. Returns how many people had
    left something, once for each agency.
    """
    held = sorted(_held_by_outsiders())
    accounts = get_user_model()._default_manager.in_bulk({user_id for user_id, _agency_id in held})
    agencies = Agency.objects.in_bulk({agency_id for _user_id, agency_id in held})
    for user_id, agency_id in held:
        hand_over(user=accounts[user_id], agency=agencies[agency_id], heir=None, by=None)
    return len(held)


def _held_by_outsiders() -> set[tuple[int, int]]:
    """Who locks, follows or has submitted pages of an agency that she has no place in, and of which."""
    has_place = Exists(Membership.objects.current().filter(user=OuterRef("holder"), agency=OuterRef("whose")))
    pages = apps.get_model(settings.WAGTAIL_PAGE_MODEL)._default_manager
    locked = pages.filter(locked_by__isnull=False).annotate(holder=F("locked_by_id"), whose=F("agency_id"))
    followed = PageSubscription.objects.annotate(holder=F("user_id"), whose=F("page__agency_id"))
    held = {pair for rows in (locked, followed) for pair in rows.filter(~has_place).values_list("holder", "whose")}
    submitted = submitters_of_agencies()
    present = set(
        Membership.objects.current()
        .filter(user__in={user_id for user_id, _agency_id in submitted})
        .values_list("user_id", "agency_id")
    )
    return held | (submitted - present)


def _release_locks(locked: Any, *, by: Any) -> int:
    pages = list(locked)
    for page in pages:
        log(instance=page.specific_deferred, action="wagtail.unlock", user=by)
    type_of_page = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
    released: int = type_of_page._default_manager.filter(pk__in=[page.pk for page in pages]).update(
        locked=False, locked_by=None, locked_at=None
    )
    return released


def _end_sessions(user: Any, agency: Agency) -> None:
    sessions = EditingSession.objects.filter(user=user).select_related("content_type")
    ended = [session.pk for session in sessions if getattr(session.content_object, "agency_id", None) == agency.pk]
    EditingSession.objects.filter(pk__in=ended).delete()


def _pass_on_subscriptions(user: Any, agency: Agency, heir: Any) -> None:
    """Who has left must not be mailed what colleagues say; the heir is, where she was."""
    hers = PageSubscription.objects.filter(user=user, page__agency=agency)
    if heir is not None:
        known = set(PageSubscription.objects.filter(user=heir, page__agency=agency).values_list("page_id", flat=True))
        PageSubscription.objects.bulk_create(
            PageSubscription(user=heir, page_id=page_id, comment_notifications=wanted)
            for page_id, wanted in hers.values_list("page_id", "comment_notifications")
            if page_id not in known
        )
    hers.delete()


def _pass_on_pages(user: Any, agency: Agency, heir: Any, page_ids: set[int]) -> None:
    """The heir is the owner of unfinished pages, unless they are a colleague's anyway."""
    if heir is None or not page_ids:
        return
    colleagues = Membership.objects.current().filter(agency=agency).exclude(user=user).values("user")
    pages = apps.get_model(settings.WAGTAIL_PAGE_MODEL)._default_manager.filter(pk__in=page_ids)
    pages.filter(Q(owner=None) | ~Q(owner__in=colleagues)).update(owner=heir)


def _pass_on_submissions(user: Any, heir: Any, page_ids: set[int], *, by: Any) -> None:
    for state in open_submissions(user):
        if int(state.object_id) not in page_ids:
            continue
        if heir is None:
            state.cancel(user=by)
        else:
            state.requested_by = heir
            state.save(update_fields=["requested_by"])
