"""Failed tasks: agency admins see their agency's, who runs the platform sees all in the platform's admin."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from govcms.identity.models import User
from tenants.models import Agency, AuditEntry, FailedTask, Role
from tests.factories import MemberFactory
from tests.isolation.conftest import CANARY, signed_in

LIST = "/admin/reports/failed-tasks/"
PLATFORM = "platform.admin.gov.test"
INVITATION = "tenants.tasks.mail_invitation"
SCREENS = ("", "retry/", "dismiss/")


def failed_task(agency: Agency, task: str = INVITATION, **values: Any) -> FailedTask:
    """A task of the agency that was given up; what it was about is nobody's to read."""
    result = DBTaskResult.objects.create(
        status=TaskResultStatus.FAILED,
        args_kwargs={"args": [], "kwargs": {"agency_uid": str(agency.uid), "word": CANARY}},
        task_path=task,
        backend_name="default",
        worker_ids=["one"] * 8,
        exception_class_path="builtins.ValueError",
        traceback=f"ValueError: {CANARY}",
        run_after=timezone.now(),
        finished_at=timezone.now(),
    )
    told = {"error": "builtins.ValueError", "tries": 8, "failed_at": timezone.now(), **values}
    return FailedTask._base_manager.create(agency=agency, result=result, task=task, **told)


def status_of(failed: FailedTask) -> str:
    """What the queue says of it now."""
    return str(DBTaskResult.objects.get(pk=failed.result_id).status)


@pytest.fixture
def own(health: Agency) -> FailedTask:
    """Health's."""
    return failed_task(health)


@pytest.fixture
def foreign(transport: Agency) -> FailedTask:
    """Transport's."""
    return failed_task(transport, task="tenants.tasks.mail_heir")


@pytest.fixture
def platforms(platform: Agency) -> FailedTask:
    """One without an agency."""
    return failed_task(platform, task="govcms.record.tasks.complete_record")


def test_an_agency_admin_sees_her_agencys_alone(
    health_admin: User, own: FailedTask, foreign: FailedTask, platforms: FailedTask
) -> None:
    client = signed_in(health_admin)

    for path in (LIST, LIST + "results/", f"{LIST}{own.uid}/"):
        page = client.get(path).content.decode()
        assert "Mail an invitation" in page
        assert "An error in the program. (ValueError)" in page
        for other in (foreign, platforms):
            assert str(other.uid) not in page
            assert str(other.result_id) not in page
        assert CANARY not in page
        assert "Transport" not in page
    assert LIST in client.get("/admin/").content.decode()


@pytest.mark.parametrize("host", ["health.admin.gov.test", "transport.admin.gov.test"])
def test_anothers_is_not_there(
    host: str, health_admin: User, own: FailedTask, foreign: FailedTask, platforms: FailedTask
) -> None:
    client = signed_in(health_admin, host)

    for failed in (foreign, platforms):
        for screen in SCREENS:
            assert client.get(f"{LIST}{failed.uid}/{screen}").status_code == 404
            assert client.post(f"{LIST}{failed.uid}/{screen}").status_code == 404
        assert status_of(failed) == TaskResultStatus.FAILED


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.PUBLISHER])
def test_other_roles_are_refused(role: Role, health: Agency, own: FailedTask) -> None:
    client = signed_in(MemberFactory(agencies=[health], role=role))

    assert client.get(LIST).status_code == 403
    for screen in SCREENS:
        assert client.post(f"{LIST}{own.uid}/{screen}").status_code == 403
    assert client.post(LIST + "retry/").status_code == 403
    assert client.get(f"{LIST}{own.uid}/").status_code == 403
    assert status_of(own) == TaskResultStatus.FAILED
    assert LIST not in client.get("/admin/").content.decode()


def test_who_runs_the_platform_sees_all_in_the_platforms_admin(
    platform_admin: User, own: FailedTask, foreign: FailedTask, platforms: FailedTask
) -> None:
    client = signed_in(platform_admin, PLATFORM)

    page = client.get(LIST).content.decode()

    assert all(str(failed.uid) in page for failed in (own, foreign, platforms))
    assert all(words in page for words in ("Ministry of Health", "Transport Agency", "Complete the publication record"))
    assert CANARY not in page
    for failed in (own, foreign, platforms):
        assert CANARY not in client.get(f"{LIST}{failed.uid}/").content.decode()
        assert client.post(f"{LIST}{failed.uid}/retry/").status_code == 302
        assert status_of(failed) == TaskResultStatus.READY
    # What was done about an agency's task is in that agency's log.
    told = AuditEntry._base_manager.get(action="tenants.retry_task", agency=foreign.agency)
    assert told.actor == platform_admin.uid


def test_who_works_for_the_platform_without_running_it_sees_none(
    platform: Agency, own: FailedTask, platforms: FailedTask
) -> None:
    client = signed_in(MemberFactory(agencies=[platform], role=Role.EDITOR), PLATFORM)

    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}{platforms.uid}/").status_code == 403
    assert client.get(f"{LIST}{own.uid}/").status_code == 404


def test_a_task_is_tried_again_or_dismissed_by_post_alone(health_admin: User, health: Agency, own: FailedTask) -> None:
    client, other = signed_in(health_admin), failed_task(health)

    for screen in ("retry/", "dismiss/"):
        assert client.get(f"{LIST}{own.uid}/{screen}").status_code == 405
    assert client.post(f"{LIST}{own.uid}/retry/").status_code == 302
    assert client.post(f"{LIST}{other.uid}/dismiss/").status_code == 302

    assert status_of(own) == TaskResultStatus.READY
    assert not DBTaskResult.objects.filter(pk=other.result_id).exists()
    assert not FailedTask._base_manager.filter(pk=other.pk).exists()
    actions = AuditEntry._base_manager.filter(agency=health, actor=health_admin.uid).values_list("action", flat=True)
    assert {"tenants.retry_task", "tenants.dismiss_task"} <= set(actions)


def test_all_of_ones_own_are_tried_again_at_once(
    health_admin: User, health: Agency, own: FailedTask, foreign: FailedTask
) -> None:
    another = failed_task(health)

    answer = signed_in(health_admin).post(LIST + "retry/", follow=True)

    assert "2 tasks are tried again." in answer.content.decode()
    assert [status_of(failed) for failed in (own, another)] == [TaskResultStatus.READY] * 2
    assert status_of(foreign) == TaskResultStatus.FAILED
    assert AuditEntry._base_manager.filter(action="tenants.retry_task").count() == 1


@pytest.mark.parametrize(
    ("error", "message", "sentence"),
    [
        ("tenants.errors.CannotSucceed", "The agency does not exist.", "The agency does not exist."),
        ("tenants.retries.LostWorker", "", "The program ended while it was at it. (LostWorker)"),
        ("smtplib.SMTPRecipientsRefused", "", "The mail server did not take the mail. (SMTPRecipientsRefused)"),
        ("django.db.utils.IntegrityError", "", "The database was away, or did not take it. (IntegrityError)"),
        ("builtins.ConnectionRefusedError", "", "A server did not answer, or a file could not be read or written."),
        ("tenants.models.agency.Agency.DoesNotExist", "", "What it is about is not there any more. (DoesNotExist)"),
        ("gone.errors.Gone", "", "An error in the program. (Gone)"),
    ],
)
def test_the_reason_is_a_sentence(health_admin: User, health: Agency, error: str, message: str, sentence: str) -> None:
    failed_task(health, error=error, message=message)

    assert sentence in signed_in(health_admin).get(LIST).content.decode()


@pytest.mark.parametrize("person", ["health_admin", "platform_admin"])
def test_the_list_costs_the_same_however_many_failed(
    person: str, request: pytest.FixtureRequest, health: Agency, transport: Agency, platform: Agency
) -> None:
    client = signed_in(
        request.getfixturevalue(person), PLATFORM if person == "platform_admin" else "health.admin.gov.test"
    )
    failed_task(health)
    client.get(LIST)
    asked = []
    for more in (0, 1000):
        many(health if more else transport, more)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1]


def many(agency: Agency, number: int) -> None:
    """So many more failed tasks."""
    model = failed_task(agency)
    now = timezone.now()
    results = DBTaskResult.objects.bulk_create(
        DBTaskResult(
            status="FAILED",
            args_kwargs={"args": [], "kwargs": {}},
            task_path=model.task,
            backend_name="default",
            exception_class_path="",
            traceback="",
            run_after=now,
        )
        for _each in range(number)
    )
    FailedTask._base_manager.bulk_create(
        FailedTask(agency=agency, result=result, task=model.task, error=model.error, tries=8, failed_at=now)
        for result in results
    )


def test_nobody_signed_in_sees_nothing(own: FailedTask) -> None:
    client = Client(headers={"host": "health.admin.gov.test"})

    assert client.get(LIST).status_code == 302
    assert client.post(f"{LIST}{own.uid}/retry/").status_code == 302
    assert status_of(own) == TaskResultStatus.FAILED
