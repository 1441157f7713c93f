"""Which passwords are taken, and the links by which they are set."""

import logging
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from govcms.identity.models import User
from tests.identity.sign_in import START, sign_in

NEW = "blue kettle mountain"


@pytest.mark.parametrize(
    "password",
    [
        "kettle mountai",  # 14 characters
        "1234567890123456",
        "passwordpassword",
        "P4ssword2026!!!!",
        "qwertyuiopasdfgh",
        "aaaaaaaaaaaaaaaaaaaa",
        "iloveyou20262026",
        "health.example.2026",
        "Amina.Okafor.2026",
        "okafor@health.example",
    ],
)
def test_easy_passwords_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, User(email="okafor@health.example", name="Amina Okafor"))


@pytest.mark.parametrize(
    "password", [NEW, "correct horse battery", "zug-vogel-laterne-9", "x" * 3 + "Kv9#tq!Lw2$z" * 90]
)
def test_long_ones_are_taken_without_rules_on_signs(password: str) -> None:
    validate_password(password, User(email="okafor@health.example", name="Amina Okafor"))


def mailed_path(user: User) -> str:
    """The path of the link that is mailed to a person who has forgotten her password."""
    Client().post("/password/", {"email": user.email}, headers={"host": START})
    line = next(line for line in mail.outbox[-1].body.splitlines() if line.startswith("http"))
    return line.removeprefix("http://admin.gov.test:8000")


def opened(path: str) -> tuple[Client, str]:
    """A browser that follows the link, and where it is led: to the form, or nowhere."""
    client = Client(headers={"host": START})
    response = client.get(path)
    return client, response.get("Location", "")


def test_a_link_sets_a_password_once(health_editor: User) -> None:
    path = mailed_path(health_editor)
    client, form = opened(path)
    refused = client.post(form, {"new_password1": "passwordpassword", "new_password2": "passwordpassword"})
    assert "easy to guess" in refused.content.decode()

    assert client.post(form, {"new_password1": NEW, "new_password2": NEW})["Location"] == "/password/done/"

    assert sign_in(Client(), health_editor.email, NEW).status_code == 302
    again = Client(headers={"host": START}).get(path)
    assert "has been used or is too old" in again.content.decode()


def test_a_link_ends_when_a_newer_one_was_used_or_she_signed_in(health_editor: User) -> None:
    first, second = mailed_path(health_editor), mailed_path(health_editor)
    assert opened(second)[1]

    sign_in(Client(), health_editor.email)

    assert not opened(first)[1]


def test_a_link_ends_after_three_days(monkeypatch: pytest.MonkeyPatch, health_editor: User) -> None:
    path = mailed_path(health_editor)
    moments = []
    for later in (timedelta(days=2, hours=23), timedelta(days=3, minutes=1)):
        moment = datetime.now() + later
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self, moment=moment: moment)
        moments.append(bool(opened(path)[1]))

    assert moments == [True, False]


def test_a_link_is_neither_logged_nor_told_to_other_places(
    caplog: pytest.LogCaptureFixture, health_editor: User
) -> None:
    caplog.set_level(logging.DEBUG)
    path = mailed_path(health_editor)
    token = path.rstrip("/").rsplit("/", 1)[-1]

    client, form = opened(path)
    page = client.get(form)

    logged = [record.path for record in caplog.records if getattr(record, "path", "").startswith("/password/set/")]
    assert logged[0] == path.replace(token, "[token]")
    assert token not in caplog.text
    assert token not in form
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page.headers["Cache-Control"]


def test_a_closed_account_gets_no_link(health_editor: User) -> None:
    User.objects.filter(pk=health_editor.pk).update(is_active=False)

    answer = Client().post("/password/", {"email": health_editor.email}, headers={"host": START})

    assert answer["Location"] == "/password/sent/"
    assert mail.outbox == []
