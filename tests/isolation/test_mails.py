"""What is mailed, and what waits to be, is about its agency alone, and nobody writes lines of her own into it."""

from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult

from govcms.content.approval.mail import tell_approvers, tell_submitter
from govcms.identity.models import User
from tenants.actions import invite
from tenants.models import Agency, Role
from tenants.tasks import mail_comments, mail_heir, mail_invitation
from tests.content.test_workflow import submitted
from tests.factories import MemberFactory
from tests.isolation.conftest import CANARY, Holdings, signed_in

EVIL = "Ann\r\nBcc: everybody@x.example\n\nOpen http://evil.example/"


def test_a_name_is_one_line_of_a_mail(health: Agency, health_admin: User) -> None:
    health_admin.name = EVIL
    health_admin.save()
    client = signed_in(health_admin)

    client.post("/admin/people/invite/", {"email": "a@x.example\nBcc: b@x.example", "name": "", "role": "editor"})
    assert mail.outbox == []
    client.post("/admin/people/invite/", {"email": "a@x.example", "name": EVIL, "role": "editor"})

    [message] = mail.outbox
    assert message.recipients() == ["a@x.example"]
    lines = message.message().as_string().splitlines()
    assert [line for line in lines if line.startswith("Bcc")] == []
    assert [line for line in lines if line.startswith("Open http://evil")] == []
    assert set(message.message().keys()) <= {
        *("Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date", "Message-ID")
    }


@pytest.mark.parametrize("host", ["admin.gov.test:9999", "ADMIN.gov.test.", "admin.gov.test:80"])
def test_links_lead_to_the_platform_whatever_the_request_called_it(health_editor: User, host: str) -> None:
    Client().post(
        "/password/", {"email": health_editor.email}, headers={"host": host, "X-Forwarded-Host": "evil.example"}
    )

    [message] = mail.outbox
    assert "http://admin.gov.test:8000/password/set/" in message.body
    assert message.body.count("://") == 1


def test_a_task_of_one_agency_mails_nothing_of_anothers(
    health: Agency, foreign: Holdings, transport_editor: User, health_editor: User, health_publisher: User
) -> None:
    MemberFactory(email="publisher@transport.example", agencies=[foreign.agency], role=Role.PUBLISHER)
    review = submitted(foreign.draft_page, transport_editor)
    invitation = invite(email="new@x.example", agency=foreign.agency, role=Role.EDITOR, name=CANARY)
    mail.outbox.clear()
    here: dict[str, Any] = {"agency_uid": str(health.uid)}
    said = {"new": [], "resolved": [], "replies": []}

    tell_approvers.enqueue(**here, review_id=review.pk)
    tell_submitter.enqueue(**here, review_id=review.pk)
    mail_invitation.enqueue(**here, invitation_uid=str(invitation.uid))
    mail_comments.enqueue(
        **here, page_id=foreign.draft_page.pk, editor_uid=str(health_editor.uid), said=said, deleted=1
    )
    assert mail.outbox == []

    people = {"heir_uid": str(health_editor.uid), "user_uid": str(health_publisher.uid)}
    mail_heir.enqueue(**here, **people, page_ids=[foreign.draft_page.pk])
    [message] = mail.outbox
    assert CANARY not in message.subject + message.body

    mail_heir.enqueue(**here, **{**people, "heir_uid": str(transport_editor.uid)}, page_ids=[])
    assert len(mail.outbox) == 1


def test_what_waits_in_the_queue_names_nobody(
    own: Holdings, health_admin: User, health_editor: User, settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for email in (health_editor.email, f"{uuid4()}@x.example"):
        Client().post("/password/", {"email": email}, headers={"host": "admin.gov.test"})
    form = {"email": "new@x.example", "name": CANARY, "role": "editor"}
    signed_in(health_admin).post("/admin/people/invite/", form)
    submitted(own.draft_page, health_editor)

    waiting = {result.task_path: str(result.args_kwargs) for result in DBTaskResult.objects.all()}

    assert {path.rsplit(".", 1)[1] for path in waiting} >= {"mail_password_link", "mail_invitation", "tell_approvers"}
    for words in ("@", CANARY, health_editor.name, own.draft_page.title):
        assert [path for path, told in waiting.items() if words in told] == []
