"""Asking a Django project for a page as a server would, and counting what it costs."""

import json
import subprocess
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection


class Server:
    """A WSGI application that is asked without a socket."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.application = WSGIHandler()

    def get(self, path: str, *, query: str = "") -> bytes:
        """The body of the answer, which has to be 200."""
        status: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": self.host,
            "SERVER_PORT": "80", "HTTP_HOST": self.host, "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": BytesIO(), "wsgi.version": (1, 0),
            "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
        }  # fmt: skip
        response = self.application(environ, lambda line, headers: status.append(line))
        content = b"".join(response)
        response.close()
        if not status[0].startswith("200"):
            raise RuntimeError(f"{path} on {self.host} answers {status[0]}.")
        return content


def count_queries(server: Server, path: str) -> int:
    """How many SQL statements one page takes."""
    statements: list[str] = []

    def count(run: Any, sql: str, *rest: Any) -> Any:
        """Note the statement and pass it on."""
        statements.append(sql)
        return run(sql, *rest)

    with connection.execute_wrapper(count):
        server.get(path)
    return len(statements)


def cpu_ms(server: Server, path: str, *, times: int = 100, before: Callable[[], Any] = lambda: None) -> float:
    """The median processor time of a page in milliseconds, ``before`` not counted.

    Work of others on the machine counts only as far as it slows the processor itself.
    """
    for _ in range(5):
        server.get(path)
    taken = []
    for _ in range(times):
        before()
        start = time.process_time()
        server.get(path)
        taken.append((time.process_time() - start) * 1000)
    return round(median(taken), 2)


def report(**figures: Any) -> None:
    """Hand the figures to the parent process."""
    print("FIGURES " + json.dumps(figures))


def reported(command: list[str], environment: dict[str, str], folder: Path | None = None) -> dict[str, Any]:
    """The figures that a process handed over; its last words where it did not come so far."""
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    for line in done.stdout.splitlines():
        if line.startswith("FIGURES "):
            figures: dict[str, Any] = json.loads(line.removeprefix("FIGURES "))
            return figures
    raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
