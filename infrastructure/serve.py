"""Run the platform on this machine: web server and workers, until Ctrl-C.

All are children of this process, which imports no Django and so costs little memory. They cannot outlive it.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import IO

BASE_DIR = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASE_DIR))

from govcms.settings import env, servers  # noqa: E402

READY_WITHIN_S = 60
STOP_WITHIN_S = 10
POLL_S = 0.2
WORKER_PAUSE_S = 5
_PR_SET_PDEATHSIG = 1


class CannotServe(Exception):
    """The platform cannot run; the message is one sentence to show as it is."""


class Stopped(Exception):
    """Somebody asked the platform to stop."""


def main() -> None:
    """Check, start, tell the addresses, and watch over it until stopped."""
    parser = argparse.ArgumentParser(description="Run the platform on this machine.")
    parser.add_argument("--check-port", action="store_true", help="only say whether the port is free")
    options = parser.parse_args()
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    try:
        env.load_file(BASE_DIR / ".env")
        place = Place()
        place.check_port()
        check_servers(warn=not options.check_port)
        if not options.check_port:
            serve(place)
    except (CannotServe, env.BadEnvironment) as error:
        sys.exit(f"make run: {error}")
    except OSError as error:
        # A full disk, a folder of somebody else's: the reason fits in a sentence.
        sys.exit(f"make run: {error.filename}: {error.strerror}.")
    except Stopped:
        print("\nStopped.")


def _stop(signum: int, frame: FrameType | None) -> None:
    # A second Ctrl-C must not interrupt the stopping itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Stopped


class Place:
    """Where this installation is and what it answers at, as the environment says."""

    def __init__(self) -> None:
        self.data_dir = env.folder("DATA_DIR", BASE_DIR / "var")
        self.port = env.number("PORT", 8000, lowest=1, highest=65535)
        self.base_host = env.host("BASE_HOST", "localhost")
        self.scheme = env.choice("SCHEME", "http", options=["http", "https"])
        self.bind = env.text("BIND", "127.0.0.1")
        self.web_workers = env.number("WEB_WORKERS", 2, lowest=1, highest=64)
        self.task_workers = env.number("TASK_WORKERS", 1, lowest=1, highest=64)
        self.has_queue = env.choice("TASKS_BACKEND", "database", options=["database", "immediate"]) == "database"

    def check_port(self) -> None:
        """Refuse to start beside another server, before anything else is started."""
        try:
            family, _, _, _, address = socket.getaddrinfo(self.bind, self.port, type=socket.SOCK_STREAM)[0]
        except socket.gaierror:
            raise CannotServe(f"BIND must be an address of this machine, not {self.bind!r}.") from None
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # As the server does: a port whose last connections are still closing is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except PermissionError:
                raise CannotServe(
                    f"port {self.port} is kept for administrators; choose one above 1023 with PORT=8001 make run."
                ) from None
            except OSError:
                raise CannotServe(
                    f"port {self.port} is already in use; stop what uses it, or choose another with"
                    f" PORT={self.port + 1 if self.port < 65535 else 8000} make run."
                ) from None

    def address_of(self, host: str) -> str:
        """The address of a host of this installation."""
        return f"{self.scheme}://{host}:{self.port}"


def check_servers(*, warn: bool) -> None:
    """Refuse to start without the database that is named; say, where asked to, which other server does not answer."""
    for address in servers.addresses():
        complaint = address.complaint()
        if complaint is not None and address.variable == "DATABASE_URL":
            raise CannotServe(complaint)
        if complaint is not None and warn:
            # Pages are made without it, so that a machine can be started again while it is away.
            print(f"make run: {complaint} Going on without it.", file=sys.stderr, flush=True)


def serve(place: Place) -> None:
    """Run web server and workers until stopped, or until the web server ends by itself."""
    run_to_the_end([sys.executable, "manage.py", "seed_demo", "--if-empty"])
    logs = place.data_dir / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    with ExitStack() as running:
        web = running.enter_context(Child("web", web_command(place), logs))
        workers = [running.enter_context(Child(*worker, logs)) for worker in worker_commands(place)]
        # On leaving, all are told at once; then each is waited for.
        running.callback(lambda: [child.tell_to_stop() for child in (web, *workers)])
        wait_until_ready(place, web)
        print(introduction(place), flush=True)
        print(f"Ready. Logs are in {logs}. Ctrl-C stops everything.", flush=True)
        watch(web, workers)


def run_to_the_end(command: list[str]) -> None:
    """Run a command that must succeed before the platform starts."""
    if subprocess.run(command, cwd=BASE_DIR).returncode != 0:
        raise CannotServe("the demo content could not be made, for the reason above.")


def web_command(place: Place) -> list[str]:
    """The web server. Two processes keep two cores busy; their threads wait for the database side by side."""
    granian = str(Path(sys.executable).parent / "granian")
    options = {
        "--interface": "wsgi",
        "--host": place.bind,
        "--port": str(place.port),
        "--workers": str(place.web_workers),
        "--blocking-threads": "4",
        "--http": "1",
        "--log-level": "warning",
        "--workers-kill-timeout": str(STOP_WITHIN_S - 2),
    }
    flags = [part for option in options.items() for part in option]
    return [granian, *flags, "--no-ws", "--respawn-failed-workers", "govcms.wsgi:application"]


def worker_commands(place: Place) -> Iterator[tuple[str, list[str]]]:
    """The names and commands of the workers; without a queue one is left, which keeps the schedule."""
    command = [sys.executable, "manage.py", "run_worker"]
    if not place.has_queue:
        yield "worker", [*command, "--no-tasks"]
        return
    for number in range(1, place.task_workers + 1):
        yield "worker" if number == 1 else f"worker-{number}", command


class Child:
    """A program that ends when this one does, with its output in a log file."""

    def __init__(self, name: str, command: list[str], logs: Path) -> None:
        self.name = name
        self.command = command
        self.log_path = logs / f"{name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.was_told = False

    def __enter__(self) -> Child:
        if self.log_path.exists():
            # One run's log is kept beside the present one, so that logs do not grow without end.
            self.log_path.replace(self.log_path.with_suffix(".log.1"))
        self.start()
        return self

    def start(self) -> None:
        """Start the program, in a session of its own: Ctrl-C reaches it through us, in order."""
        with self.log_path.open("ab") as log:
            self.process = start_child(self.command, log)

    def has_ended(self) -> bool:
        """Whether the program runs no more."""
        return self.process is None or self.process.poll() is not None

    def last_words(self) -> str:
        """The end of its log."""
        lines = self.log_path.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return "\n".join(lines[-10:])

    def tell_to_stop(self) -> None:
        """Ask the program to end; once, since a second time means at once."""
        if self.process is not None and not self.was_told and not self.has_ended():
            self.was_told = True
            self.process.terminate()

    def __exit__(self, *error: object) -> None:
        if self.process is None or self.has_ended():
            return
        self.tell_to_stop()
        try:
            self.process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def start_child(command: list[str], log: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start ``command`` so that it cannot outlive this process."""
    return subprocess.Popen(
        command,
        cwd=BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=_end_with_parent(),
    )


def _end_with_parent() -> Callable[[], object] | None:
    if not sys.platform.startswith("linux"):
        return None
    # Looked up before the fork: between fork and exec only the call itself is safe.
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def wait_until_ready(place: Place, web: Child) -> None:
    """Wait for the health check of the web server."""
    # A server bound to every address answers on the loopback one too.
    host = "127.0.0.1" if place.bind in {"0.0.0.0", "::"} else place.bind  # noqa: S104
    url = f"http://{host if ':' not in host else f'[{host}]'}:{place.port}/health/ready"
    # No proxy of the environment stands between this machine and itself.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    answer = "it does not answer"
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline:
        if web.has_ended():
            raise CannotServe(f"the web server did not start; the end of {web.log_path}:\n{web.last_words()}")
        try:
            with opener.open(url, timeout=5):
                return
        except urllib.error.HTTPError as error:
            answer = error.read(2000).decode(errors="replace")
        except OSError:
            pass
        time.sleep(POLL_S)
    raise CannotServe(f"the platform was not ready within {READY_WITHIN_S} seconds: {answer}")


def watch(web: Child, workers: Sequence[Child]) -> None:
    """Stay until the web server ends; workers that end are started again."""
    while not web.has_ended():
        if ended := [worker for worker in workers if worker.has_ended()]:
            for worker in ended:
                print(f"A worker ended and is started again; see {worker.log_path}.", flush=True)
            time.sleep(WORKER_PAUSE_S)
            for worker in ended:
                worker.start()
        time.sleep(POLL_S)
    raise CannotServe(f"the web server ended by itself; the end of {web.log_path}:\n{web.last_words()}")


def introduction(place: Place) -> str:
    """The addresses and, where there is a demo, who can sign in."""
    demo = place.data_dir / "demo.json"
    told = json.loads(demo.read_text(encoding="utf-8")) if demo.is_file() else {"agencies": [], "accounts": []}
    addresses = [("Portal", place.base_host)]
    addresses += [(agency["name"], agency["host"]) for agency in told["agencies"] if agency["host"] != place.base_host]
    addresses += [("Sign in", f"admin.{place.base_host}")]
    people = [
        (
            account["email"],
            account["password"],
            f"{account['role'].replace('_', ' ')} of {', '.join(account['agencies'])}",
        )
        for account in told["accounts"]
    ]
    rows = columns([(name, place.address_of(host)) for name, host in addresses])
    return "\n".join(["", *rows, *(["", *columns(people)] if people else []), ""])


def columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """The rows as lines whose cells stand below each other."""
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    return ["  " + "   ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]


if __name__ == "__main__":
    main()
