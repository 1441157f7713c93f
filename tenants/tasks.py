"""The mails about people's places in agencies; each says which agency, and names no other."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from tenants.addresses import root_url_of
from tenants.invitations import invitation_link, new_token
from tenants.models import Invitation
from tenants.scope import current_agency

# More would be a list that nobody reads; the first screen of the admin has them all.
_LISTED = 50


@task()
def mail_invitation(*, agency_uid: str, invitation_uid: str) -> None:
    """Mail an invitation with a link of its own; one that was mailed before works no longer."""
    agency = current_agency()
    invitation = Invitation.objects.open().filter(uid=invitation_uid).select_related("invited_by").first()
    if invitation is None:
        return
    # Made here, so that nothing that opens the door lies in the queue.
    token, invitation.token_hash = new_token()
    invitation.save(update_fields=["token_hash"])
    _send(
        invitation.email,
        language=settings.LANGUAGE_CODE,
        subject=_("Invitation to work for %(agency)s") % {"agency": agency.name},
        template="tenants/mail/invitation.txt",
        context={"agency": agency, "invitation": invitation, "link": invitation_link(token)},
    )


@task()
def mail_heir(*, agency_uid: str, heir_uid: str, user_uid: str, page_ids: list[int]) -> None:
    """Mail a member the pages that a colleague who left has left to her."""
    agency = current_agency()
    accounts = get_user_model()._default_manager
    heir, user = accounts.get(uid=heir_uid), accounts.get(uid=user_uid)
    root = root_url_of(agency.admin_host)
    pages = apps.get_model(settings.WAGTAIL_PAGE_MODEL)._default_manager.filter(agency=agency, pk__in=page_ids)
    links = [
        {
            "title": page.get_admin_display_title(),
            "url": root + reverse("wagtailadmin_pages:edit", args=[page.pk], urlconf="govcms.urls.admin"),
        }
        for page in pages.order_by("title", "pk")[:_LISTED]
    ]
    profile = getattr(heir, "wagtail_userprofile", None)
    language = profile.get_preferred_language() if profile else settings.LANGUAGE_CODE
    with override(language):
        subject = _("%(agency)s: unfinished work of %(name)s is now yours") % {"agency": agency.name, "name": user}
    _send(
        heir.email,
        language=language,
        subject=subject,
        template="tenants/mail/inherited.txt",
        context={"agency": agency, "user": user, "pages": links, "more": max(0, len(page_ids) - _LISTED)},
    )


def _send(email: str, *, language: str, subject: str, template: str, context: dict[str, Any]) -> None:
    with override(language):
        body = render_to_string(template, context)
    # A name may hold a line break, a subject may not.
    send_mail(" ".join(subject.split()), body, None, [email])
