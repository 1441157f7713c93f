"""How long a person stays signed in, where, and how she ends it."""

import re
import time
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from govcms.identity.browsers import browser_name
from govcms.identity.models import SignedInSession, User
from govcms.identity.sessions import prune_signed_in_sessions
from tenants.models import Agency, Membership
from tests.identity.sign_in import START, is_in, sign_in

pytestmark = pytest.mark.django_db

HERE = {"headers": {"host": START}}
HEALTH = "health.admin.gov.test"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605 Version/18.1 Mobile/15E148 Safari/604.1"


def signed_in(user: User, **extra: Any) -> Client:
    client = Client()
    assert sign_in(client, user.email, **extra).status_code == 302
    return client


def test_a_session_ends_without_use(monkeypatch: pytest.MonkeyPatch, health_editor: User) -> None:
    used, unused = signed_in(health_editor), signed_in(health_editor)
    start = time.time()
    for minutes in (40, 80, 120):
        monkeypatch.setattr(time, "time", lambda minutes=minutes: start + minutes * 60)
        assert used.get("/admin/", headers={"host": HEALTH}).status_code == 200

    assert not is_in(unused)
    assert unused.get("/admin/", headers={"host": HEALTH}).status_code == 302


def test_an_open_editor_alone_is_no_use(monkeypatch: pytest.MonkeyPatch, health_editor: User) -> None:
    client = signed_in(health_editor)
    start = time.time()
    for minutes in (40, 80):
        monkeypatch.setattr(time, "time", lambda minutes=minutes: start + minutes * 60)
        client.post("/admin/editing-sessions/ping/pages/page/1/1/", headers={"host": HEALTH})

    assert not is_in(client)


def test_a_session_ends_after_a_working_day_however_it_is_used(
    monkeypatch: pytest.MonkeyPatch, health_editor: User
) -> None:
    client = signed_in(health_editor)
    start, outcomes = time.time(), []
    for minutes in range(30, 13 * 60, 30):
        monkeypatch.setattr(time, "time", lambda minutes=minutes: start + minutes * 60)
        outcomes.append(is_in(client))

    assert outcomes == [True] * 23 + [False] * 2


def test_the_list_names_browsers_and_addresses(health_editor: User, transport_editor: User) -> None:
    client = signed_in(health_editor, HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.1")
    signed_in(health_editor, HTTP_USER_AGENT=PHONE, REMOTE_ADDR="192.0.2.2")
    signed_in(transport_editor, REMOTE_ADDR="198.51.100.1")

    page = " ".join(client.get("/security/", **HERE).content.decode().split())

    assert "<strong>Firefox on Windows</strong> (this one)" in page
    assert "Sign out Safari on iPhone at 192.0.2.2" in page
    assert "198.51.100.1" not in page


@pytest.mark.parametrize("others", [1, 12])
def test_the_list_costs_the_same_however_many_there_are(health_editor: User, others: int) -> None:
    client = signed_in(health_editor)
    for _number in range(others):
        signed_in(health_editor)

    with CaptureQueriesContext(connection) as queries:
        client.get("/security/", **HERE)

    assert len(queries) <= 14


def test_one_session_is_ended_or_all_others(health_editor: User) -> None:
    here, first, second = (signed_in(health_editor) for _number in range(3))
    uid = SignedInSession.objects.get(session_key=first.cookies["admin_session"].value).uid

    here.post(f"/security/sessions/{uid}/end/", **HERE)
    assert [is_in(client) for client in (here, first, second)] == [True, False, True]
    here.post("/security/sessions/end/", **HERE)
    assert [is_in(client) for client in (here, first, second)] == [True, False, False]
    assert SignedInSession.objects.count() == 1


def test_nobody_ends_another_persons_session(health_editor: User, transport_editor: User) -> None:
    theirs, mine = signed_in(transport_editor), signed_in(health_editor)

    mine.post(f"/security/sessions/{SignedInSession.objects.get(user=transport_editor).uid}/end/", **HERE)
    mine.post("/security/sessions/end/", **HERE)

    assert is_in(theirs)


def test_signing_out_takes_it_off_the_list(health_editor: User) -> None:
    client = signed_in(health_editor)

    client.post("/admin/logout/", **HERE)

    assert not SignedInSession.objects.exists()


def test_a_new_password_ends_all_sessions(health_editor: User) -> None:
    client = signed_in(health_editor)
    other = Client(headers={"host": START})
    other.post("/password/", {"email": health_editor.email})
    link = re.search(r"http://admin.gov.test:8000(\S+)", mail.outbox[-1].body)
    assert link is not None
    form = other.get(link[1])["Location"]

    other.post(form, {"new_password1": "blue kettle mountain", "new_password2": "blue kettle mountain"})

    assert not is_in(client)
    assert not SignedInSession.objects.exists()


def test_a_new_password_within_the_admin_ends_all_other_sessions(health_editor: User) -> None:
    client, other = signed_in(health_editor), signed_in(health_editor)
    new = "blue kettle mountain"
    form = {
        "name-name": health_editor.name,
        "locale-preferred_language": "",
        "locale-current_time_zone": "",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
        "password-old_password": "correct horse battery",
        "password-new_password1": new,
        "password-new_password2": new,
    }

    response = client.post("/admin/account/", form, headers={"host": HEALTH})

    assert response.status_code == 302, response.content.decode()
    assert [is_in(client), is_in(other)] == [True, False]
    assert SignedInSession.objects.get().session_key == client.cookies["admin_session"].value


def test_a_new_browser_is_told_by_mail_and_a_known_one_is_not(health_editor: User) -> None:
    known = signed_in(health_editor, HTTP_USER_AGENT=FIREFOX)
    assert mail.outbox == []

    known.post("/admin/logout/", **HERE)
    sign_in(known, health_editor.email)
    assert mail.outbox == []
    signed_in(health_editor, HTTP_USER_AGENT=PHONE)

    (message,) = mail.outbox
    assert message.to == [health_editor.email]
    assert "Safari on iPhone" in message.body
    assert "http://admin.gov.test:8000/security/" in message.body


def test_sessions_that_are_over_go_from_the_table(monkeypatch: pytest.MonkeyPatch, health_editor: User) -> None:
    signed_in(health_editor)
    SignedInSession.objects.update(last_seen_at="2026-01-01T00:00:00Z")
    signed_in(health_editor)

    assert prune_signed_in_sessions() == 1
    assert SignedInSession.objects.count() == 1


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox on Windows"),
        (PHONE, "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537 Chrome/156.0 Safari/537", "Chrome on Linux"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/156.0 Mobile Safari/537", "Chrome on Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/156.0 Safari/537 Edg/156.0", "Edge on Windows"),
        ("", "A browser that does not say which"),
        ("<script>" * 500, "A browser that does not say which"),
    ],
)
def test_browsers_have_names_that_people_know(user_agent: str, name: str) -> None:
    assert browser_name(user_agent) == name


def test_a_script_is_told_where_to_sign_in_and_a_browser_is_sent_there(health: Agency) -> None:
    script = Client().post("/admin/pages/3/edit/", headers={"host": HEALTH, "accept": "application/json"})

    assert script.status_code == 401
    assert script.json() == {
        "success": False,
        "sign_in": "http://admin.gov.test:8000/admin/login/"
        "?next=http%3A%2F%2Fhealth.admin.gov.test%3A8000%2Fadmin%2Fsession%2F",
    }
    assert Client().post("/admin/pages/3/edit/", headers={"host": HEALTH}).status_code == 302


def test_an_open_editor_is_told_the_token_of_its_session(health_editor: User, transport_editor: User) -> None:
    asked = {"host": HEALTH, "accept": "application/json"}
    client = signed_in(health_editor)

    answer = client.get("/admin/session/", headers=asked).json()
    assert len(answer["csrf"]) > 30
    assert answer["user"] == str(health_editor.uid)
    assert "Close this tab" in client.get("/admin/session/", headers={"host": HEALTH}).content.decode()
    assert signed_in(transport_editor).get("/admin/session/", headers=asked).status_code == 404
    Membership.objects.update(ends_at=timezone.now())
    assert client.get("/admin/session/", headers=asked).status_code == 404
