"""A task that fails is tried again, later and later; one that cannot succeed is not."""

import logging
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from wagtail.tasks import update_reference_index_task

from tenants.background import background_task
from tenants.errors import CannotSucceed
from tenants.failed_tasks import dismiss, retry
from tenants.leases import claim
from tenants.models import Agency, FailedTask
from tenants.retries import JITTER, LOST, TRIES, WORKER_LEASE, pause_after, settle, take_up_abandoned
from tenants.scope import current_scope
from tenants.worker import Worker

pytestmark = pytest.mark.django_db

tried: list[str] = []


@background_task("Fail so many times")
def fail_times(*, agency_uid: str, times: int) -> None:
    """Fail so many times, then succeed."""
    tried.append(str(current_scope()))
    if len(tried) <= times:
        raise ConnectionRefusedError(f"smtp://secret@{agency_uid}")


@background_task("Never succeed", without_agency="It is about nothing.")
def never_succeed(sentence: str) -> None:
    """Say why it cannot succeed."""
    tried.append(str(current_scope()))
    raise CannotSucceed(sentence)


@background_task("Break the program", without_agency="It is about nothing.")
def break_program(word: str) -> None:
    """Fail with an error that nobody has foreseen."""
    raise ValueError(word)


@pytest.fixture(autouse=True)
def queue(settings: Any, health: Agency, platform: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks wait in the queue from now on."""
    # The test is a transaction, which ends with its connection.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    tried.clear()


def work() -> None:
    """A worker comes and does what is due."""
    Worker(batch=True).run()


def bring_forward() -> None:
    """Let the time of every next try have come."""
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=timezone.now())


def failures() -> list[FailedTask]:
    """The tasks that are known to have failed, of all agencies."""
    return list(FailedTask._base_manager.select_related("agency"))


def test_a_task_that_fails_is_tried_again_and_forgotten_once_it_succeeds(health: Agency) -> None:
    fail_times.enqueue(agency_uid=str(health.uid), times=2)

    work()
    work()
    assert len(tried) == 1, "the next try is later"
    [failed] = failures()
    assert (failed.agency, failed.tries, failed.error) == (health, 1, "builtins.ConnectionRefusedError")
    assert failed.message == "", "what an error of others says may be anything"
    wait = failed.next_try_at - timezone.now()  # type: ignore[operator]
    assert timedelta(seconds=7) < wait < timedelta(seconds=13)

    for _again in range(2):
        bring_forward()
        work()

    assert len(tried) == 3
    assert all("health" in scope.lower() for scope in tried)
    assert failures() == []
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
    assert current_scope() is None


def test_after_its_last_try_it_is_given_up_and_a_person_can_have_it_tried_again(
    health: Agency, caplog: pytest.LogCaptureFixture
) -> None:
    fail_times.enqueue(agency_uid=str(health.uid), times=TRIES)
    with caplog.at_level(logging.ERROR, logger="tenants.retries"):
        for _try in range(TRIES + 2):
            bring_forward()
            work()

    assert len(tried) == TRIES
    [failed] = failures()
    assert (failed.tries, failed.next_try_at) == (TRIES, None)
    assert [record.message for record in caplog.records if record.name == "tenants.retries"] == ["task.given_up"]

    assert retry(failed)
    work()

    assert len(tried) == TRIES + 1
    assert failures() == []


def test_a_task_that_cannot_succeed_is_tried_once(platform: Agency) -> None:
    never_succeed.enqueue("The page was never there.")

    work()
    bring_forward()
    work()

    assert len(tried) == 1
    [failed] = failures()
    assert (failed.agency, failed.next_try_at) == (platform, None)
    assert failed.message == "The page was never there."


def test_a_task_of_an_agency_that_does_not_exist_is_the_platforms(platform: Agency) -> None:
    fail_times.enqueue(agency_uid=str(uuid4()), times=0)
    fail_times.enqueue(agency_uid="nonsense", times=0)

    work()

    assert tried == []
    first, second = failures()
    assert {first.agency, second.agency} == {platform}


def test_what_was_deleted_meanwhile_leaves_nothing_of_wagtails(platform: Agency) -> None:
    update_reference_index_task.enqueue("tenants", "agency", "999999")

    work()

    assert failures() == []
    assert not DBTaskResult.objects.exists()


def test_a_message_of_others_is_not_kept(platform: Agency) -> None:
    break_program.enqueue("Budget 2027 draft")

    work()

    [failed] = failures()
    assert (failed.error, failed.message) == ("builtins.ValueError", "")


def test_pauses_grow_to_an_hour() -> None:
    seconds = [round(pause_after(tries) / timedelta(seconds=1)) for tries in range(1, TRIES)]

    for found, wanted in zip(seconds, [10, 40, 160, 640, 2560, 3600, 3600], strict=True):
        assert wanted * (1 - JITTER) - 1 <= found <= wanted * (1 + JITTER) + 1


def claimed(result_id: str, worker: str) -> DBTaskResult:
    """The result of a task that this worker has begun."""
    result = DBTaskResult.objects.get(pk=result_id)
    result.claim(worker)
    return result


def test_what_a_dead_worker_was_doing_is_taken_up(health: Agency) -> None:
    done = fail_times.enqueue(agency_uid=str(health.uid), times=0)
    claimed(done.id, "dead")

    assert take_up_abandoned() == 1
    [failed] = failures()
    assert (failed.tries, failed.error) == (1, LOST)
    bring_forward()
    work()

    assert len(tried) == 1
    assert failures() == []


def test_what_kills_each_worker_is_given_up(health: Agency) -> None:
    killing = fail_times.enqueue(agency_uid=str(health.uid), times=0)
    for number in range(TRIES):
        claimed(killing.id, f"dead {number}")
        take_up_abandoned()

    [failed] = failures()
    assert failed.next_try_at is None
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def test_what_a_living_worker_is_doing_is_left_to_it(health: Agency) -> None:
    running = fail_times.enqueue(agency_uid=str(health.uid), times=0)
    claim(f"{WORKER_LEASE}alive", holder="alive", for_s=60)
    claimed(running.id, "alive")

    assert take_up_abandoned() == 0
    assert failures() == []


def test_failures_that_dying_workers_did_not_plan_for_are_planned(health: Agency) -> None:
    failing = fail_times.enqueue(agency_uid=str(health.uid), times=2)
    for tries in (1, 2):
        claimed(failing.id, f"dead {tries}").set_failed(ConnectionResetError())

        take_up_abandoned()

        [failed] = failures()
        assert (failed.tries, failed.next_try_at is not None) == (tries, True)
        assert DBTaskResult.objects.get().status == TaskResultStatus.READY


def test_a_success_that_a_dying_worker_did_not_tell_of_is_no_failure(health: Agency) -> None:
    failing = fail_times.enqueue(agency_uid=str(health.uid), times=1)
    work()
    claimed(failing.id, "dead").set_successful(None)

    take_up_abandoned()

    assert failures() == []


def test_a_task_that_runs_is_neither_tried_again_nor_dismissed(health: Agency) -> None:
    failing = fail_times.enqueue(agency_uid=str(health.uid), times=1)
    result = claimed(failing.id, "one")
    result.set_failed(ConnectionResetError())
    settle(result)
    [failed] = failures()
    claimed(failing.id, "two")

    assert (retry(failed), dismiss(failed)) == (False, False)
    assert failures() == [failed]


def test_what_is_dismissed_is_gone(health: Agency) -> None:
    fail_times.enqueue(agency_uid=str(health.uid), times=1)
    work()

    assert dismiss(failures()[0])

    bring_forward()
    work()
    assert (failures(), len(tried)) == ([], 1)


def test_the_scope_of_a_task_whose_end_cannot_be_written_is_left(
    health: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = fail_times.enqueue(agency_uid=str(health.uid), times=0)

    def server_goes_away(*args: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(DBTaskResult, "set_successful", server_goes_away)
    monkeypatch.setattr(DBTaskResult, "set_failed", server_goes_away)
    worker = Worker(batch=True)
    result = claimed(ended.id, worker.worker_id)
    with pytest.raises(OperationalError):
        worker.run_task(result)

    assert current_scope() is None
