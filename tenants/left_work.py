"""What somebody has under way in an agency: drafts, schedules, locks and submissions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.models import Revision, WorkflowState

from tenants.models import Agency
from tenants.tree import is_in_bin, outside_bin

# A list for people to read; the number beside it says how many there are.
MAX_LISTED = 20


@dataclass(frozen=True, slots=True)
class LeftWork:
    """Pages with work of one person, by kind of work."""

    drafts: QuerySet[Any]
    schedules: QuerySet[Any]
    locks: QuerySet[Any]
    submissions: QuerySet[Any]


@dataclass(frozen=True, slots=True)
class KindOfWork:
    """One kind of work as a screen lists it: the first pages, and how many more there are."""

    title: str
    number: int
    pages: list[Any]
    needs_heir: bool

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.number - len(self.pages)


def kinds_of_work(*, user: Any, agency: Agency) -> list[KindOfWork]:
    """What a person leaves in an agency, for people to read; kinds of which there is nothing are left out."""
    work = left_work(user=user, agency=agency)
    kinds = [
        (_("Drafts"), work.drafts, True),
        (_("Scheduled to be published; this will happen"), work.schedules, True),
        (_("Submitted for approval"), work.submissions, True),
        (_("Locked by her; these will be unlocked"), work.locks, False),
    ]
    listed = [
        KindOfWork(title, pages.count(), list(pages[:MAX_LISTED]), needs_heir) for title, pages, needs_heir in kinds
    ]
    return [kind for kind in listed if kind.number]


def left_work(*, user: Any, agency: Agency) -> LeftWork:
    """The work of a person in an agency; each kind is one query when it is read."""
    pages = (
        apps.get_model(settings.WAGTAIL_PAGE_MODEL)
        ._default_manager.filter(outside_bin(agency), agency=agency)
        .order_by("-latest_revision_created_at", "pk")
    )
    return LeftWork(
        drafts=pages.filter(has_unpublished_changes=True).filter(
            Q(owner=user) | Q(latest_revision__user=user),
        ),
        schedules=pages.filter(
            Exists(
                _revisions_of_pages().filter(
                    object_id=Cast(OuterRef("pk"), CharField()), user=user, approved_go_live_at__isnull=False
                )
            )
        ),
        locks=pages.filter(locked=True, locked_by=user),
        submissions=pages.filter(pk__in=[state.object_id for state in open_submissions(user)]),
    )


def open_submissions(user: Any) -> list[WorkflowState]:
    """What she submitted and nobody has decided, in all agencies; pages alone."""
    return list(_open_states().filter(requested_by=user))


def submitters_of_agencies() -> set[tuple[int, int]]:
    """Who has submitted pages that nobody has decided, and of which agencies; what is in a bin waits for nobody."""
    submitted = list(_open_states().exclude(requested_by=None).values_list("requested_by", "object_id"))
    pages = apps.get_model(settings.WAGTAIL_PAGE_MODEL)._default_manager.filter(
        pk__in=[key for _user, key in submitted]
    )
    agencies = {
        str(pk): agency_id for pk, path, agency_id in pages.values_list("pk", "path", "agency") if not is_in_bin(path)
    }
    return {(user_id, agencies[key]) for user_id, key in submitted if key in agencies}


def _open_states() -> QuerySet[WorkflowState]:
    return WorkflowState.objects.filter(
        status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
        base_content_type=_page_type(),
    )


def _revisions_of_pages() -> QuerySet[Revision]:
    return Revision.objects.filter(base_content_type=_page_type())


def _page_type() -> ContentType:
    return ContentType.objects.get_for_model(apps.get_model(settings.WAGTAIL_PAGE_MODEL))
