"""The script behind ``make run``; its whole run is in tests/journeys."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from infrastructure import serve
from tests.source_files import BASE_DIR


def _run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "infrastructure/serve.py", *arguments]
    return subprocess.run(
        command, cwd=BASE_DIR, env={**os.environ, **variables}, capture_output=True, text=True, timeout=30
    )


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that another server listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_port_in_use_is_told_before_anything_starts(taken_port: int, tmp_path: Path) -> None:
    done = _run(PORT=str(taken_port), DATA_DIR=str(tmp_path / "var"))

    assert done.returncode == 1
    assert done.stderr.startswith(f"make run: port {taken_port} is already in use;")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"PORT": "0"}, "make run: PORT must be a whole number from 1 to 65535, not '0'."),
        (
            {"DATABASE_URL": "postgresql://gov@127.0.0.1:1/db"},
            "make run: DATABASE_URL names 127.0.0.1:1, and no server answers there (Connection refused).",
        ),
        (
            {"DATABASE_URL": "oracle://h/db"},
            "make run: DATABASE_URL must begin with postgresql:// or postgres:// or sqlite://, not 'oracle'.",
        ),
        ({"PORT": "eight"}, "make run: PORT must be a whole number from 1 to 65535, not 'eight'."),
        ({"BIND": "nowhere.invalid"}, "make run: BIND must be an address of this machine, not 'nowhere.invalid'."),
        ({"TASK_WORKERS": "many"}, "make run: TASK_WORKERS must be a whole number from 1 to 64, not 'many'."),
        ({"TASKS_BACKEND": "rabbit"}, "make run: TASKS_BACKEND must be one of database, immediate, not 'rabbit'."),
        ({"BASE_HOST": "http://x"}, "make run: BASE_HOST must be a host name without scheme and port, not 'http://x'."),
    ],
)
def test_a_bad_value_is_told_in_one_sentence(variables: dict[str, str], sentence: str) -> None:
    done = _run("--check-port", **variables)

    assert (done.returncode, done.stderr.strip(), done.stdout) == (1, sentence, "")


def test_another_server_that_is_away_is_told_and_done_without(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SEARCH_URL", "http://127.0.0.1:1")

    serve.check_servers(warn=False)
    serve.check_servers(warn=True)

    sentence = "SEARCH_URL names 127.0.0.1:1, and no server answers there (Connection refused)"
    assert capsys.readouterr().err == f"make run: {sentence}. Going on without it.\n"


def test_a_free_port_is_fine() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    assert _run("--check-port", PORT=str(port)).returncode == 0


def test_the_introduction_names_addresses_and_sign_ins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {"DATA_DIR": str(tmp_path), "PORT": "8001", "BASE_HOST": "localhost"}.items():
        monkeypatch.setenv(name, value)
    demo = {
        "agencies": [{"key": "health", "name": "Ministry of Health", "host": "health.localhost"}],
        "accounts": [{"email": "ann@example.org", "password": "open sesame", "agencies": ["health"], "role": "editor"}],
    }
    (tmp_path / "demo.json").write_text(json.dumps(demo), encoding="utf-8")

    told = serve.introduction(serve.Place())

    for words in (
        "Portal               http://localhost:8001\n",
        "http://health.localhost:8001",
        "http://admin.localhost:8001",
    ):
        assert words in told
    assert "  ann@example.org   open sesame   editor of health\n" in told


@pytest.mark.parametrize(
    ("variables", "workers"),
    [
        ({}, [("worker", "run_worker")]),
        ({"TASK_WORKERS": "3"}, [("worker", "run_worker"), ("worker-2", "run_worker"), ("worker-3", "run_worker")]),
        ({"TASK_WORKERS": "3", "TASKS_BACKEND": "immediate"}, [("worker", "--no-tasks")]),
    ],
)
def test_as_many_workers_as_are_asked_for(
    variables: dict[str, str], workers: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TASK_WORKERS", "TASKS_BACKEND"):
        monkeypatch.setenv(name, variables.get(name, ""))

    assert [(name, command[-1]) for name, command in serve.worker_commands(serve.Place())] == workers


def test_a_child_ends_with_its_parent(tmp_path: Path) -> None:
    sleeper = f"import os, time; open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    with serve.Child("sleeper", [sys.executable, "-c", sleeper], tmp_path) as child:
        _wait_for(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text() != "")
        assert not child.has_ended()

    assert child.has_ended()
    assert not Path(f"/proc/{(tmp_path / 'pid').read_text()}").exists()


def test_a_child_that_ends_by_itself_leaves_its_words(tmp_path: Path) -> None:
    with serve.Child("failing", [sys.executable, "-c", "raise SystemExit('no such table')"], tmp_path) as child:
        _wait_for(child.has_ended)

        with pytest.raises(serve.CannotServe, match="no such table"):
            serve.watch(child, [child])


def _wait_for(condition: object) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.05)
    pytest.fail("it did not happen within 10 seconds")
