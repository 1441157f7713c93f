"""New passwords are looked up in a list of breached ones, where one is named, and by a part of their hash."""

import hashlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.conf import LazySettings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

BREACHED, FRESH, COMMON = "blue kettle mountain", "green saucer island", "password123"


class BreachServer(ThreadingHTTPServer):
    """Answers like Have I Been Pwned: the endings of the hashes that begin as asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), RangeHandler)
        self.asked: list[str] = []
        self.fails = False

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_port}/range"


class RangeHandler(BaseHTTPRequestHandler):
    """One question."""

    server: BreachServer

    def do_GET(self) -> None:
        """Tell the endings."""
        self.server.asked.append(self.path)
        digest = hashlib.sha1(BREACHED.encode(), usedforsecurity=False).hexdigest().upper()
        known = self.path == f"/range/{digest[:5]}"
        self.send_response(503 if self.server.fails else 200)
        self.end_headers()
        self.wfile.write(f"{'0' * 35}:0\r\n{digest[5:] if known else 'F' * 35}:42\r\n".encode())

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def breach_server(settings: LazySettings) -> Iterator[BreachServer]:
    """The list, asked as the settings do where they name it."""
    server = BreachServer()
    thread = Thread(target=server.serve_forever)
    thread.start()
    settings.BREACHED_PASSWORDS_URL = server.url
    settings.AUTH_PASSWORD_VALIDATORS = [{"NAME": "govcms.identity.breached.BreachedPasswordValidator"}]
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_breached_password_is_refused_and_only_a_part_of_its_hash_is_told(breach_server: BreachServer) -> None:
    with pytest.raises(ValidationError, match="found in a leak"):
        validate_password(BREACHED)
    validate_password(FRESH)

    assert [len(path) for path in breach_server.asked] == [len("/range/") + 5] * 2


def test_while_the_list_does_not_answer_the_short_one_decides(breach_server: BreachServer) -> None:
    breach_server.fails = True

    validate_password(BREACHED)
    with pytest.raises(ValidationError, match="too common"):
        validate_password(COMMON)
