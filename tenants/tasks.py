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
from wagtail.models import Comment, CommentReply, PageSubscription
from wagtail.users.models import UserProfile

from tenants.addresses import root_url_of
from tenants.invitations import invitation_link, new_token
from tenants.models import Agency, Invitation, Membership
from tenants.scope import current_agency
from tenants.tree import outside_bin

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


@task()
def mail_comments(*, agency_uid: str, page_id: int, editor_uid: str, said: dict[str, list[int]], deleted: int) -> None:
    """Mail members what was said in comments: all of it to those who follow a page, else their own threads."""
    agency, accounts = current_agency(), get_user_model()._default_manager
    page_model = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
    page = page_model._default_manager.filter(outside_bin(agency), agency=agency, pk=page_id).first()
    if page is None:
        return
    editor = accounts.get(uid=editor_uid)
    comments = Comment.objects.filter(page_id=page_id)
    new = list(comments.filter(pk__in=said["new"]))
    resolved = list(comments.filter(pk__in=said["resolved"]))
    replies = list(
        CommentReply.objects.filter(pk__in=said["replies"], comment__page_id=page_id).select_related("comment")
    )
    threads = _people_of_threads({*(comment.pk for comment in resolved), *(reply.comment_id for reply in replies)})
    wishes = dict(PageSubscription.objects.filter(page_id=page_id).values_list("user_id", "comment_notifications"))
    root = root_url_of(agency.admin_host)
    told = {
        "agency": agency,
        "editor": editor,
        "title": page.get_admin_display_title(),
        "edit_url": root + reverse("wagtailadmin_pages:edit", args=[page_id], urlconf="govcms.urls.admin"),
        "account_url": root + reverse("wagtailadmin_account", urlconf="govcms.urls.admin"),
    }
    for person in _readers_of(page, agency):
        follows = wishes.get(person.pk, False)
        hers = {thread for thread, people in threads.items() if person.pk in people}
        of_interest = {
            "new": new if follows else [],
            "resolved": [comment for comment in resolved if follows or comment.pk in hers],
            "replies": [reply for reply in replies if follows or reply.comment_id in hers],
            "deleted": deleted if follows else 0,
        }
        profile = UserProfile.get_for_user(person)
        if person.pk == editor.pk or not profile.updated_comments_notifications or not any(of_interest.values()):
            continue
        language = profile.get_preferred_language()
        with override(language):
            subject = _("%(agency)s: comments on “%(title)s”") % {"agency": agency.name, "title": told["title"]}
        _send(
            person.email,
            language=language,
            subject=subject,
            template="tenants/mail/comments.txt",
            context={**told, **of_interest, "person": person},
        )


def _people_of_threads(threads: set[int]) -> dict[int, set[int]]:
    """Who wrote in each of these threads."""
    found: dict[int, set[int]] = {thread: set() for thread in threads}
    for thread, user_id in Comment.objects.filter(pk__in=threads).values_list("pk", "user_id"):
        found[thread].add(user_id)
    for thread, user_id in CommentReply.objects.filter(comment__in=threads).values_list("comment_id", "user_id"):
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
