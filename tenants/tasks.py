"""The mails about people's places in agencies; each says which agency, and names no other.

A task mails one person, so that trying again mails nobody else. Whoever dies between sending and noting it sends a
second time: better twice than never.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.models import Comment, CommentReply, PageSubscription
from wagtail.users.models import UserProfile

from tenants.addresses import root_url_of
from tenants.background import background_task
from tenants.invitations import invitation_link, new_token
from tenants.languages import language_of_agency, language_of_user
from tenants.models import Agency, Invitation, Membership
from tenants.scope import current_agency
from tenants.tree import outside_bin

# More would be a list that nobody reads; the first screen of the admin has them all.
_LISTED = 50


@background_task(gettext_lazy("Mail an invitation"))
def mail_invitation(*, agency_uid: str, invitation_uid: str) -> None:
    """Mail an invitation with a link of its own; one that was mailed before works no longer."""
    agency = current_agency()
    invitation = Invitation.objects.open().filter(uid=invitation_uid).select_related("invited_by").first()
    if invitation is None:
        return
    # Made here, so that nothing that opens the door lies in the queue.
    token, invitation.token_hash = new_token()
    invitation.save(update_fields=["token_hash"])
    language = language_of_agency(agency)
    with override(language):
        subject = _("Invitation to work for %(agency)s") % {"agency": agency.name_for_readers}
    _send(
        invitation.email,
        language=language,
        subject=subject,
        template="tenants/mail/invitation.txt",
        context={"agency": agency, "invitation": invitation, "link": invitation_link(token)},
    )


@background_task(gettext_lazy("Mail what a colleague has left to somebody"))
def mail_heir(*, agency_uid: str, heir_uid: str, user_uid: str, page_ids: list[int]) -> None:
    """Mail a member the pages that a colleague who left has left to her."""
    agency = current_agency()
    accounts = get_user_model()._default_manager
    user = accounts.get(uid=user_uid)
    # She may have left since.
    members = Membership.objects.current().filter(agency=agency)
    heir = accounts.filter(uid=heir_uid, is_active=True, pk__in=members.values("user")).first()
    if heir is None:
        return
    root = root_url_of(agency.admin_host)
    page_model = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
    pages = page_model._default_manager.filter(outside_bin(agency), agency=agency, pk__in=page_ids)
    links = [
        {
            "title": page.get_admin_display_title(),
            "url": root + reverse("wagtailadmin_pages:edit", args=[page.pk], urlconf="govcms.urls.admin"),
        }
        for page in pages.order_by("title", "pk")[:_LISTED]
    ]
    language = language_of_user(heir, agency)
    with override(language):
        subject = _("%(agency)s: unfinished work of %(name)s is now yours") % {
            "agency": agency.name_for_readers,
            "name": user,
        }
    _send(
        heir.email,
        language=language,
        subject=subject,
        template="tenants/mail/inherited.txt",
        context={"agency": agency, "user": user, "pages": links, "more": max(0, len(page_ids) - _LISTED)},
    )


@background_task(gettext_lazy("Find who is told of comments"))
def mail_comments(*, agency_uid: str, page_id: int, editor_uid: str, said: dict[str, list[int]], deleted: int) -> None:
    """Have each member mailed what was said in comments: all of it to those who follow a page, else her own threads."""
    agency = current_agency()
    page = _page_of(agency, page_id)
    if page is None:
        return
    threads = _people_of_threads(page_id, said)
    wishes = dict(PageSubscription.objects.filter(page_id=page_id).values_list("user_id", "comment_notifications"))
    with transaction.atomic():
        for person in _readers_of(page, agency):
            follows = wishes.get(person.pk, False)
            hers = [thread for thread, people in threads.items() if person.pk in people]
            if str(person.uid) != editor_uid and (hers or follows):
                mail_comments_to.enqueue(
                    agency_uid=agency_uid,
                    page_id=page_id,
                    editor_uid=editor_uid,
                    person_uid=str(person.uid),
                    said=said,
                    deleted=deleted,
                    threads=None if follows else hers,
                )


@background_task(gettext_lazy("Mail somebody what was said in comments"))
def mail_comments_to(
    *,
    agency_uid: str,
    page_id: int,
    editor_uid: str,
    person_uid: str,
    said: dict[str, list[int]],
    deleted: int,
    threads: list[int] | None,
) -> None:
    """Mail one member what was said, if she still works here and wants such mails: in these threads, or all of it."""
    agency = current_agency()
    page = _page_of(agency, page_id)
    if page is None:
        return
    person = next((reader for reader in _readers_of(page, agency) if str(reader.uid) == person_uid), None)
    if person is None:
        return
    profile = UserProfile.get_for_user(person)
    comments = Comment.objects.filter(page_id=page_id)
    replies = CommentReply.objects.filter(pk__in=said["replies"], comment__page_id=page_id).select_related("comment")
    resolved = comments.filter(pk__in=said["resolved"])
    if threads is not None:
        resolved, replies = resolved.filter(pk__in=threads), replies.filter(comment__in=threads)
    of_interest = {
        "new": list(comments.filter(pk__in=said["new"])) if threads is None else [],
        "resolved": list(resolved),
        "replies": list(replies),
        "deleted": deleted if threads is None else 0,
    }
    if not profile.updated_comments_notifications or not any(of_interest.values()):
        return
    root, title = root_url_of(agency.admin_host), page.get_admin_display_title()
    language = language_of_user(person, agency)
    with override(language):
        subject = _("%(agency)s: comments on “%(title)s”") % {"agency": agency.name_for_readers, "title": title}
    _send(
        person.email,
        language=language,
        subject=subject,
        template="tenants/mail/comments.txt",
        context={
            **of_interest,
            "agency": agency,
            "editor": get_user_model()._default_manager.get(uid=editor_uid),
            "title": title,
            "edit_url": root + reverse("wagtailadmin_pages:edit", args=[page_id], urlconf="govcms.urls.admin"),
            "account_url": root + reverse("wagtailadmin_account", urlconf="govcms.urls.admin"),
            "person": person,
        },
    )


def _page_of(agency: Agency, page_id: int) -> Any:
    """The agency's page with this id; None where it is in the bin or gone."""
    page_model = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
    return page_model._default_manager.filter(outside_bin(agency), agency=agency, pk=page_id).first()


def _people_of_threads(page_id: int, said: dict[str, list[int]]) -> dict[int, set[int]]:
    """Who wrote in each of the threads that were resolved or replied to."""
    comments = Comment.objects.filter(page_id=page_id)
    replied = comments.filter(replies__in=said["replies"])
    threads = comments.filter(pk__in=said["resolved"]) | replied
    found: dict[int, set[int]] = {}
    for thread, user_id in threads.values_list("pk", "user_id"):
        found.setdefault(thread, set()).add(user_id)
    for thread, user_id in CommentReply.objects.filter(comment__in=list(found)).values_list("comment_id", "user_id"):
        found[thread].add(user_id)
    return found


def _readers_of(page: Any, agency: Agency) -> list[Any]:
    """The people who work here now and see the page; whoever has left reads no more of it."""
    memberships = (
        Membership.objects.current().filter(agency=agency, user__is_active=True).select_related("user", "section")
    )
    readers = {
        membership.user
        for membership in memberships
        if membership.section is None or page.path.startswith(membership.section.path)
    }
    return sorted(readers, key=lambda person: person.pk)


def _send(email: str, *, language: str, subject: str, template: str, context: dict[str, Any]) -> None:
    with override(language):
        body = render_to_string(template, context)
    # A name may hold a line break, a subject may not.
    send_mail(" ".join(subject.split()), body, None, [email])
