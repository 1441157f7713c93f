"""Signing in by the form of the start host, as browsers do."""

from typing import Any

from django.test import Client

START = "admin.gov.test"
PASSWORD = "correct horse battery"


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra: Any) -> Any:
    """Send the form; ``extra`` goes into the environment of the request, as REMOTE_ADDR."""
    form = {"username": email, "password": password}
    return client.post("/admin/login/", form, headers={"host": START}, **extra)


def is_in(client: Client) -> bool:
    """Whether this browser is signed in: the start page answers, and does not send it to sign in."""
    return client.get("/", headers={"host": START}).status_code == 200
