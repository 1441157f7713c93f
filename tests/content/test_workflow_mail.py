"""Who is written to about approval: those who can act now, of this agency, with links to its own admin."""

from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from wagtail.users.models import UserProfile

from govcms.content.models import StandardPage
from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.actions import add_member, end_membership
from tenants.models import Agency, FailedTask, Role
from tenants.worker import Worker
from tests.content.test_workflow import FORM, draft, path_of, submitted
from tests.factories import MemberFactory, StandardPageFactory
from tests.isolation.conftest import signed_in

__all__ = ["draft"]


def recipients() -> set[str]:
    """Everybody who was written to so far, one at a time."""
    assert all(len(message.recipients()) == 1 for message in mail.outbox)
    return {address for message in mail.outbox for address in message.recipients()}


def test_those_who_may_approve_are_asked_and_nobody_else(
    draft: StandardPage,
    health: Agency,
    transport: Agency,
    health_home: Page,
    health_editor: User,
    health_viewer: User,
    health_publisher: User,
    health_admin: User,
):
    elsewhere = StandardPageFactory(parent=health_home, title="Elsewhere", slug="elsewhere")
    section_publisher = MemberFactory(email="section@health.example")
    add_member(email=section_publisher.email, agency=health, role=Role.PUBLISHER, section=elsewhere)
    MemberFactory(email="publisher@transport.example", agencies=[transport], role=Role.PUBLISHER)
    former = MemberFactory(email="former@health.example", agencies=[health], role=Role.PUBLISHER)
    end_membership(email=former.email, agency=health)
    User.objects.create_user("root@gov.example", name="Root", is_superuser=True)

    submitted(draft, health_editor, note="The hours & the address")

    assert recipients() == {health_publisher.email, health_admin.email}
    [first, *_] = mail.outbox
    assert first.subject == "[Ministry of Health] “Clinics” waits for your approval"
    assert f"http://health.admin.gov.test:8000/admin/pages/{draft.pk}/edit/" in first.body
    assert "Note: The hours & the address" in first.body
    assert health_editor.name in first.body
    assert first.extra_headers["Auto-Submitted"] == "auto-generated"


def test_the_editor_is_told_what_has_to_change_and_that_it_is_published(
    draft: StandardPage, health_editor: User, health_publisher: User
):
    publisher = signed_in(health_publisher)
    publisher.post(path_of(submitted(draft, health_editor), "reject"), {"comment": "Say <when>."})
    publisher.post(path_of(submitted_again(draft, health_editor), "approve"), {"comment": "Well done"})

    rejected, approved = (message for message in mail.outbox if message.recipients() == [health_editor.email])
    assert rejected.subject == "[Ministry of Health] “Clinics” needs changes"
    assert "Say <when>." in rejected.body
    assert "http://health.admin.gov.test:8000/admin/pages/" in rejected.body
    assert approved.subject == "[Ministry of Health] “Clinics” is approved"
    assert "http://health.gov.test:8000/clinics/" in approved.body
    assert "Well done" in approved.body


class RefusesPublishersOnce(EmailBackend):
    """A mail server that is over its limit when the first mail to a publisher comes."""

    refused: list[str] = []

    def send_messages(self, messages: Any) -> int:
        """Refuse the first of them, take the rest."""
        address = messages[0].recipients()[0]
        if address.startswith("publisher@") and address not in self.refused:
            self.refused.append(address)
            raise SMTPRecipientsRefused({address: (450, b"Try again later")})
        return super().send_messages(messages)


def test_a_mail_that_the_server_refuses_is_sent_later_and_no_other_twice(
    draft: StandardPage,
    health: Agency,
    health_editor: User,
    health_publisher: User,
    health_admin: User,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.EMAIL_BACKEND = f"{__name__}.RefusesPublishersOnce"
    submitted(draft, health_editor)

    Worker(batch=True).run()
    assert recipients() == {health_admin.email}
    failed = FailedTask._base_manager.get()
    assert (failed.agency, failed.message) == (health, "")

    DBTaskResult.objects.update(run_after=timezone.now())
    Worker(batch=True).run()
    assert sorted(message.recipients()[0] for message in mail.outbox) == [health_admin.email, health_publisher.email]
    assert not FailedTask._base_manager.exists()


def submitted_again(page: StandardPage, user: User):
    """The review of a page that went back, once the editor has submitted it again."""
    signed_in(user).post(f"/admin/pages/{page.pk}/edit/", {**FORM, "action-submit": "1"})
    return page.reviews.get(status="in_progress")


def test_who_has_left_hears_no_more(
    draft: StandardPage, health: Agency, health_editor: User, health_publisher: User, health_admin: User
):
    review = submitted(draft, health_editor)
    end_membership(email=health_editor.email, agency=health)
    mail.outbox.clear()

    signed_in(health_publisher).post(path_of(review, "approve"))

    assert mail.outbox == []


def test_nobody_is_told_of_her_own_decision(draft: StandardPage, health_publisher: User):
    review = submitted(draft, health_publisher)
    signed_in(health_publisher).post(path_of(review, "publish-alone"), {"comment": "Colleague on leave"})

    assert mail.outbox == []


def test_e_mails_can_be_switched_off(
    draft: StandardPage, health_editor: User, health_publisher: User, health_admin: User
):
    UserProfile.objects.create(user=health_publisher, submitted_notifications=False)

    submitted(draft, health_editor)

    assert recipients() == {health_admin.email}


def test_a_title_of_several_lines_makes_one_subject(health_home: Page, health_editor: User, health_publisher: User):
    page = StandardPageFactory(parent=health_home, title="Clinics\nBcc: all@gov.example", slug="lines", live=False)

    submitted(page, health_editor)

    [message] = mail.outbox
    assert message.subject == "[Ministry of Health] “Clinics Bcc: all@gov.example” waits for your approval"
