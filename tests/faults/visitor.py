"""Somebody with a browser that runs no scripts: cookies, forms, files."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Any

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.journeys.installation import Installation

PATIENCE_S = 30
_BY_SCRIPT = {"X-Requested-With": "XMLHttpRequest", "Accept": "application/json"}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str
    location: str
    duration_s: float


class Visitor:
    """One person; all hosts that she visits share her cookies, as admin hosts do."""

    def __init__(self, installation: Installation, *, host: str) -> None:
        self._installation = installation
        self._host = host
        self._cookies: dict[str, str] = {}

    def get(self, path: str, *, host: str = "") -> Answer:
        """Open an address."""
        return self._ask("GET", path, host=host)

    def post(self, path: str, data: Mapping[str, Any], *, host: str = "", by_script: bool = False) -> Answer:
        """Send a form, with files where ``data`` has some."""
        form = {**data, "csrfmiddlewaretoken": self._cookies.get("admin_csrf", "")}
        headers = {"Content-Type": MULTIPART_CONTENT, **(_BY_SCRIPT if by_script else {})}
        return self._ask("POST", path, host=host, body=encode_multipart(BOUNDARY, form), headers=headers)

    def sign_in(self, email: str, password: str) -> Answer:
        """Sign in on the start host."""
        self.get("/admin/login/", host="admin")
        return self.post("/admin/login/", {"username": email, "password": password}, host="admin")

    def _ask(
        self, method: str, path: str, *, host: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        port = self._installation.port
        name = f"{host or self._host}.localhost:{port}"
        sent = {"Host": name, "Origin": f"http://{name}", "Accept": "text/html", **(headers or {})}
        if self._cookies:
            sent["Cookie"] = "; ".join(f"{key}={value}" for key, value in self._cookies.items())
        started = time.monotonic()
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
            for line in response.headers.get_all("Set-Cookie", []):
                self._cookies |= {key: found.value for key, found in SimpleCookie(line).items()}
            return Answer(response.status, text, response.headers["Location"] or "", time.monotonic() - started)
        finally:
            connection.close()
