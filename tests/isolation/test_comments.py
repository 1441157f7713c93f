"""Comments are read by those who work here now: nobody is mailed one who has left, or cannot see the page."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import Comment, CommentReply, PageSubscription

from govcms.content.models import StandardPage
from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.actions import add_member, end_membership
from tenants.models import Agency, Membership, Role
from tests.content.test_workflow import FORM
from tests.factories import MemberFactory, StandardPageFactory
from tests.isolation.conftest import signed_in


@pytest.fixture
def page(health_home: Page) -> StandardPage:
    """What people talk about."""
    return StandardPageFactory(parent=health_home, title="Clinics", slug="clinics", live=False)


def say(user: User, page: Page, **fields: object) -> None:
    """Save the page with these fields of its comments."""
    answer = signed_in(user).post(f"/admin/pages/{page.pk}/edit/", {**FORM, **fields})
    assert answer.status_code == 302, answer.context["form"].errors


def new_comment(text: str) -> dict[str, object]:
    """The fields of a comment on the title."""
    return {
        "comments-TOTAL_FORMS": "1",
        "comments-INITIAL_FORMS": "0",
        "comments-0-text": text,
        "comments-0-contentpath": "title",
        "comments-0-position": "",
        "comments-0-deleted": "",
        "comments-0-resolved": "",
        "comments-0-id": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }


def reply_to(comment: Comment, text: str) -> dict[str, object]:
    """The fields of a reply to the only comment, which may have replies."""
    known = list(comment.replies.order_by("pk"))
    replies = {
        f"comments-0-replies-{number}-{name}": value
        for number, reply in enumerate(known)
        for name, value in (("id", reply.pk), ("text", reply.text), ("deleted", ""))
    }
    last = f"comments-0-replies-{len(known)}"
    return {
        **new_comment(comment.text),
        **replies,
        "comments-INITIAL_FORMS": "1",
        "comments-0-id": comment.pk,
        "comments-0-replies-TOTAL_FORMS": len(known) + 1,
        "comments-0-replies-INITIAL_FORMS": len(known),
        f"{last}-id": "",
        f"{last}-text": text,
        f"{last}-deleted": "",
    }


def test_followers_are_told_with_a_link_to_their_own_admin(
    page: StandardPage, health_editor: User, health_publisher: User
):
    PageSubscription.objects.create(page=page, user=health_publisher, comment_notifications=True)

    say(health_editor, page, **new_comment("Is Friday <right>?"))

    [message] = mail.outbox
    assert message.to == [health_publisher.email]
    assert message.subject == "Ministry of Health: comments on “Clinics”"
    assert "- Is Friday <right>?" in message.body
    assert f"http://health.admin.gov.test:8000/admin/pages/{page.pk}/edit/" in message.body
    assert health_editor.name in message.body


def test_who_has_left_reads_nothing_more(
    page: StandardPage,
    health: Agency,
    transport: Agency,
    health_home: Page,
    health_editor: User,
    health_publisher: User,
):
    left, ended, narrowed = (
        MemberFactory(email=f"{name}@health.example", agencies=[health, transport], role=Role.EDITOR)
        for name in ("left", "ended", "narrowed")
    )
    comment = Comment.objects.create(page=page, user=left, text="Since when?", contentpath="title")
    for user in (ended, narrowed, health_publisher):
        CommentReply.objects.create(comment=comment, user=user, text="I ask myself.")
        PageSubscription.objects.create(page=page, user=user, comment_notifications=True)
    end_membership(email=left.email, agency=health)
    # Her role ends by the clock, and nobody did anything.
    Membership.objects.filter(user=ended, agency=health).update(
        starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1)
    )
    elsewhere = StandardPageFactory(parent=health_home, title="Elsewhere", slug="elsewhere")
    add_member(email=narrowed.email, agency=health, role=Role.EDITOR, section=elsewhere)
    mail.outbox.clear()

    say(health_editor, page, **reply_to(comment, "Since the first of May."))

    assert [message.to for message in mail.outbox] == [[health_publisher.email]]
    assert "To “Since when?”: Since the first of May." in mail.outbox[0].body


def test_who_wrote_in_a_thread_is_told_of_that_thread_alone(
    page: StandardPage, health_editor: User, health_publisher: User
):
    comment = Comment.objects.create(page=page, user=health_publisher, text="Since when?", contentpath="title")
    PageSubscription.objects.create(page=page, user=health_publisher, comment_notifications=False)

    say(health_editor, page, **reply_to(comment, "Since May."))
    assert [message.to for message in mail.outbox] == [[health_publisher.email]]

    mail.outbox.clear()
    Comment.objects.all().delete()
    say(health_editor, page, **new_comment("Another matter."))
    assert mail.outbox == []
