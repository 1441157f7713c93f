"""Telling an agency's people of reports, and forgetting who sent them."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from govcms.engagement.models import ProblemReport
from tenants.addresses import root_url_of
from tenants.background import background_task
from tenants.languages import language_of_user
from tenants.models import Agency, Membership, Role
from tenants.scope import current_agency, every_agency

# What the form promises.
FORGOTTEN_AFTER = timedelta(days=90)


@background_task(_("Find who is told of problem reports"), without_agency="It looks which agencies have new reports.")
def tell_of_reports() -> None:
    """Have the admins of each agency told of the reports that nobody was told of."""
    with every_agency(reason="which agencies have new problem reports"):
        new = ProblemReport.objects.filter(told_at=None, status=ProblemReport.Status.NEW)
        uids = set(new.order_by().values_list("agency__uid", flat=True).distinct())
    for uid in sorted(uids):
        tell_agency_of_reports.enqueue(agency_uid=str(uid))


@background_task(_("Find which colleagues are told of problem reports"))
def tell_agency_of_reports(*, agency_uid: str) -> None:
    """Have each admin of the agency mailed how many reports are new."""
    agency = current_agency()
    with transaction.atomic():
        count = ProblemReport.objects.filter(told_at=None).update(told_at=timezone.now())
        admins = Membership.objects.current().filter(agency=agency, role=Role.AGENCY_ADMIN, user__is_active=True)
        for uid in sorted(set(admins.values_list("user__uid", flat=True))) if count else ():
            mail_reports.enqueue(agency_uid=agency_uid, person_uid=str(uid), count=count)


@background_task(_("Mail that there are problem reports"))
def mail_reports(*, agency_uid: str, person_uid: str, count: int) -> None:
    """Mail one person where the reports are; what citizens wrote stays in the admin."""
    agency = current_agency()
    members = Membership.objects.current().filter(agency=agency).values("user")
    person = get_user_model()._default_manager.filter(uid=person_uid, is_active=True, pk__in=members).first()
    if person is None:
        return
    with override(language_of_user(person, agency)):
        subject = ngettext(
            "%(agency)s: %(count)d problem was reported", "%(agency)s: %(count)d problems were reported", count
        ) % {"agency": agency.name_for_readers, "count": count}
        text = render_to_string(
            "engagement/mail/reports.txt", {"agency": agency, "count": count, "url": _address_of_list(agency)}
        )
    send_mail(" ".join(subject.split()), text, None, [person.email])


@background_task(_("Forget who reported problems"), without_agency="The same is forgotten in every agency.")
def forget_reporters() -> int:
    """Delete the e-mail addresses of reports that were settled long enough ago; returns how many."""
    with every_agency(reason="addresses of citizens are kept no longer than promised"):
        old = ProblemReport.objects.filter(settled_at__lt=timezone.now() - FORGOTTEN_AFTER).exclude(reply_to="")
        return old.update(reply_to="")


def _address_of_list(agency: Agency) -> str:
    return root_url_of(agency.admin_host) + reverse("problem_reports:index", urlconf="govcms.urls.admin")
