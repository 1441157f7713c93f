"""The schedule of the worker."""

import logging
import threading

import pytest

from tenants import schedule
from tenants.schedule import ScheduledJob, keep_schedule, register_schedule, run_due, scheduled_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A schedule without what the apps registered."""
    monkeypatch.setattr(schedule, "_jobs", {})
    monkeypatch.setattr(schedule, "close_old_connections", lambda: None)


def test_a_job_runs_at_once_and_then_by_its_clock() -> None:
    runs: list[str] = []
    jobs = [
        ScheduledJob("often", 10, lambda: runs.append("often")),
        ScheduledJob("rarely", 60, lambda: runs.append("r")),
    ]

    for now in (100.0, 105.0, 110.0, 121.0):
        run_due(jobs, now=now)

    assert runs == ["often", "r", "often", "often"]


def test_a_job_that_fails_does_not_stop_the_rest(caplog: pytest.LogCaptureFixture) -> None:
    runs: list[str] = []

    def fail() -> None:
        raise RuntimeError("broken")

    jobs = [ScheduledJob("broken", 10, fail), ScheduledJob("sound", 10, lambda: runs.append("sound"))]
    with caplog.at_level(logging.ERROR):
        run_due(jobs, now=1.0)
        run_due(jobs, now=11.0)

    assert runs == ["sound", "sound"]
    assert [record.job for record in caplog.records] == ["broken", "broken"]  # type: ignore[attr-defined]


def test_the_clock_stops_when_told() -> None:
    stopping = threading.Event()
    runs: list[str] = []

    def run() -> None:
        runs.append("run")
        if len(runs) == 3:
            stopping.set()

    register_schedule("quick", 0.01, run)
    keep_schedule(until=stopping)

    assert len(runs) == 3


def test_a_job_registered_twice_runs_once() -> None:
    register_schedule("job", 5, lambda: None)
    register_schedule("job", 7, lambda: None)

    assert [(job.name, job.every_s) for job in scheduled_jobs()] == [("job", 7)]


@pytest.mark.parametrize("every_s", [0, -1])
def test_a_job_needs_time_between_its_runs(every_s: float) -> None:
    with pytest.raises(ValueError, match="job must have a positive number of seconds"):
        register_schedule("job", every_s, lambda: None)
