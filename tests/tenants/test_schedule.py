"""The schedule of the worker."""

import logging
import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from tenants import schedule
from tenants.errors import Away
from tenants.leases import claim
from tenants.models import Lease
from tenants.schedule import LEASE_S, ScheduledJob, keep_schedule, register_schedule, run_due, scheduled_jobs

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
        run_due(jobs, now=now, holder="a")

    assert runs == ["often", "r", "often", "often"]


def test_a_job_that_fails_does_not_stop_the_rest(caplog: pytest.LogCaptureFixture) -> None:
    runs: list[str] = []

    def fail() -> None:
        raise RuntimeError("broken")

    jobs = [ScheduledJob("broken", 10, fail), ScheduledJob("sound", 10, lambda: runs.append("sound"))]
    with caplog.at_level(logging.ERROR):
        run_due(jobs, now=1.0, holder="a")
        run_due(jobs, now=11.0, holder="a")

    assert runs == ["sound", "sound"]
    assert [record.job for record in caplog.records] == ["broken", "broken"]  # type: ignore[attr-defined]


def test_a_job_is_run_by_one_of_several_clocks() -> None:
    runs: list[str] = []
    clocks = {
        holder: [
            ScheduledJob("often", 1, lambda holder=holder: runs.append(holder)),  # type: ignore[misc]
            ScheduledJob("daily", 86_400, lambda holder=holder: runs.append(f"{holder} daily")),  # type: ignore[misc]
        ]
        for holder in ("a", "b")
    }

    for second in range(30):
        for holder, jobs in clocks.items():
            run_due(jobs, now=100.0 + second, holder=holder)
        time_passes(1)

    assert runs == ["a", "a daily", *["a"] * 29]


@pytest.mark.parametrize(("every_s", "span_s"), [(1, LEASE_S), (60, 60)])
def test_another_clock_takes_over_from_one_that_died(every_s: float, span_s: float) -> None:
    runs: list[str] = []
    first = [ScheduledJob("job", every_s, lambda: runs.append("first"))]
    second = [ScheduledJob("job", every_s, lambda: runs.append("second"))]
    run_due(first, now=100.0, holder="first")
    run_due(second, now=100.0, holder="second")
    time_passes(span_s)

    run_due(second, now=100.0 + span_s, holder="second")

    assert runs == ["first", "second"]


def test_a_clock_that_was_wrong_by_years_stops_no_job() -> None:
    Lease.objects.create(name="schedule.job", holder="wrong", until=timezone.now() + timedelta(days=900))
    runs: list[str] = []

    run_due([ScheduledJob("job", 60, lambda: runs.append("run"))], now=1.0, holder="right")

    assert runs == ["run"]


def test_a_run_that_outlasts_its_lease_is_not_met_by_another() -> None:
    runs: list[str] = []
    other = [ScheduledJob("job", 60, lambda: runs.append("other"))]

    def take_long() -> None:
        runs.append("long")
        time_passes(61)
        run_due(other, now=1.0, holder="other")

    run_due([ScheduledJob("job", 60, take_long)], now=1.0, holder="long")

    assert runs == ["long"]


def test_what_is_away_is_told_once_and_tried_less_often(caplog: pytest.LogCaptureFixture) -> None:
    tried: list[float] = []
    now = 0.0

    def search() -> None:
        tried.append(now)
        if now < 20:
            raise Away("The search server does not answer.")

    jobs = [ScheduledJob("search", 1, search)]
    for tick in range(1, 30):
        now = float(tick)
        run_due(jobs, now=now, holder="a")

    assert [record.message for record in caplog.records] == ["schedule.away", "schedule.back"]
    assert not any(record.exc_info for record in caplog.records)
    assert tried[:6] == [1.0, 2.0, 4.0, 8.0, 13.0, 18.0]
    # It is back at 20, and found so within five seconds.
    assert tried[6:] == [23.0, 24.0, 25.0, 26.0, 27.0, 28.0, 29.0]


def test_a_clock_that_stops_lets_another_go_on() -> None:
    stopping = threading.Event()
    register_schedule("often", 1, stopping.set)
    register_schedule("daily", 86_400, lambda: None)

    keep_schedule(until=stopping)

    assert claim("schedule.often", holder="other", for_s=10) is None
    assert claim("schedule.daily", holder="other", for_s=86_400) is not None


def time_passes(seconds: float) -> None:
    """Let leases end as if so many seconds were gone."""
    for lease in Lease.objects.all():
        Lease.objects.filter(pk=lease.pk).update(until=lease.until - timedelta(seconds=seconds))


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
