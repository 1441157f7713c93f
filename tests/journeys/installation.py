"""A whole installation for the journeys: the real server and worker on a free port, in a folder of their own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.source_files import BASE_DIR

READY_WITHIN_S = 180


@dataclass(frozen=True)
class Account:
    """Somebody of the demo who can sign in."""

    email: str
    password: str
    agencies: tuple[str, ...]
    role: str


@dataclass(frozen=True)
class Answer:
    """What the installation said without a browser."""

    status: int
    disposition: str
    body: bytes


@dataclass(frozen=True)
class Installation:
    """A running installation with the demo in it, as ``make run`` starts it."""

    data_dir: Path
    port: int
    variables: Mapping[str, str] = field(repr=False)
    # The process that keeps web server and worker.
    process_id: int

    @property
    def demo(self) -> dict[str, Any]:
        """What ``make demo`` wrote down."""
        written: dict[str, Any] = json.loads((self.data_dir / "demo.json").read_text(encoding="utf-8"))
        return written

    def url(self, host: str = "", path: str = "/") -> str:
        """The address of ``path`` at ``<host>.localhost``; without a host, at the portal."""
        name = f"{host}.localhost" if host else "localhost"
        return f"http://{name}:{self.port}{path}"

    def get(self, address: str) -> Answer:
        """Ask for an address of this installation as a program does; a refusal is an answer too."""
        parts = urlsplit(address)
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            # Not every machine finds *.localhost.
            connection.request("GET", parts.path, headers={"Host": parts.netloc})
            response = connection.getresponse()
            return Answer(response.status, response.headers["Content-Disposition"] or "", response.read())
        finally:
            connection.close()

    def account(self, *, role: str, agency: str, email: str = "") -> Account:
        """The first person with ``role`` in ``agency``, or the one at ``email``."""
        for told in self.demo["accounts"]:
            if told["role"] == role and agency in told["agencies"] and email in ("", told["email"]):
                return Account(told["email"], told["password"], tuple(told["agencies"]), told["role"])
        raise LookupError(f"The demo has no {role} in {agency}.")

    def manage(self, *arguments: str) -> str:
        """Run a management command in this installation; gives what it printed."""
        return run_manage(self.variables, *arguments)


@contextmanager
def running_installation(
    data_dir: Path, database_url: str, *, servers: Mapping[str, str] | None = None, fill: str = ""
) -> Iterator[Installation]:
    """Start everything that ``make run`` starts on a migrated database, and stop it as Ctrl-C does.

    ``servers`` are the variables of further real servers. ``fill`` is run in ``manage.py shell`` first; where it makes
    agencies, there is no demo.
    """
    (data_dir / "search").mkdir()
    port = _free_port()
    variables = {**environment(data_dir, port, database_url), **(servers or {})}
    if fill:
        run_manage(variables, "shell", "-v", "0", "-c", fill)
    run_manage(variables, "collectstatic", "--no-input", "-v", "0")
    output = data_dir / "serve.log"
    with output.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "infrastructure/serve.py"],
            cwd=BASE_DIR,
            env=variables,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait_until_ready(process, output)
            yield Installation(data_dir=data_dir, port=port, variables=variables, process_id=process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


def environment(data_dir: Path, port: int, database_url: str) -> dict[str, str]:
    """The environment of an installation, free of the test run's own variables."""
    cleared = {"BASE_HOST": "", "SECRET_KEY": "", "TASKS_BACKEND": "", "SCHEME": "", "BIND": ""}
    own = {
        "DJANGO_SETTINGS_MODULE": "govcms.settings.production",
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": database_url,
        "PORT": str(port),
        "WEB_WORKERS": "1",
        "PYTHONUNBUFFERED": "1",
    }
    return {**os.environ, **cleared, **own}


def run_manage(variables: Mapping[str, str], *arguments: str) -> str:
    """Run a management command that must succeed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=BASE_DIR, env=variables, capture_output=True, text=True
    )
    assert done.returncode == 0, f"manage.py {' '.join(arguments)}\n{done.stdout}{done.stderr}"
    return done.stdout


def _wait_until_ready(process: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline:
        told = output.read_text(encoding="utf-8", errors="replace")
        if any(line.startswith("Ready") for line in told.splitlines()):
            return
        assert process.poll() is None, f"the platform did not start:\n{told}"
        time.sleep(0.2)
    raise AssertionError(f"the platform was not ready in {READY_WITHIN_S} seconds:\n{output.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
