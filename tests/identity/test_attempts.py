"""Guessing ends, whoever guesses and from wherever; the person herself is let in."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from govcms.identity import attempts
from govcms.identity.attempts import LIMITS, Kind, count_attempt, forgive_attempt, sign_in_keys
from govcms.identity.models import FailureCount, KnownDevice, User
from tests.identity.attempts_at_once import check_attempts_at_once
from tests.identity.sign_in import START, is_in, sign_in

pytestmark = pytest.mark.django_db


def fail(count: int, *, account: str = "a@health.example", address: str = "192.0.2.1") -> int:
    """Try in vain; returns the seconds that the last had to wait."""
    return [count_attempt(sign_in_keys(account=account, address=address)) for _attempt in range(count)][-1]


def later(monkeypatch: pytest.MonkeyPatch, **duration: float) -> None:
    now = timezone.now() + timedelta(**duration)
    monkeypatch.setattr(attempts.timezone, "now", lambda: now)


def test_one_account_from_many_addresses_is_closed() -> None:
    free = LIMITS[Kind.ACCOUNT].free
    waits = [fail(1, address=f"198.51.100.{number}") for number in range(free + 1)]

    assert waits == [0] * free + [60]
    assert fail(1, account="b@health.example", address="198.51.100.1") == 0


def test_many_accounts_from_one_address_are_closed() -> None:
    free = LIMITS[Kind.ADDRESS].free
    waits = [fail(1, account=f"{number}@health.example") for number in range(free + 1)]

    assert waits == [0] * free + [60]
    assert fail(1, account="1@health.example", address="192.0.2.2") == 0


def test_an_address_of_ipv6_is_its_network() -> None:
    free = LIMITS[Kind.ADDRESS].free
    waits = [fail(1, account=f"{number}@health.example", address=f"2001:db8::{number:x}") for number in range(free + 1)]

    assert waits[-1] == 60
    assert fail(1, account="x@health.example", address="2001:db8:0:1::1") == 0


def test_pauses_grow_to_a_longest_and_end_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    fail(LIMITS[Kind.ACCOUNT].free)
    pauses = []
    for number in range(7):
        pauses.append(fail(1, address=f"198.51.100.{number}"))
        later(monkeypatch, seconds=sum(pauses) + 1)
        assert fail(1, address=f"198.51.100.{number}") == 0

    assert pauses[0] == 60
    assert pauses == sorted(pauses)
    assert max(pauses) <= 15 * 60
    later(monkeypatch, days=2)
    assert fail(1) == 0
    assert FailureCount.objects.get(key=sign_in_keys(account="a@health.example", address="")[1].digest).failures == 1


def test_an_attempt_that_has_to_wait_leaves_nothing_behind() -> None:
    for number in range(LIMITS[Kind.ADDRESS].free):
        fail(1, account=f"{number}@health.example")
    rows = FailureCount.objects.count()

    for number in range(20):
        assert fail(1, account=f"junk-{number}") > 0

    assert FailureCount.objects.count() == rows


def test_ones_own_success_does_not_free_the_address() -> None:
    own = sign_in_keys(account="own@health.example", address="192.0.2.1")
    for number in range(LIMITS[Kind.ADDRESS].free):
        assert fail(1, account=f"{number}@health.example") == 0
        if number < LIMITS[Kind.ADDRESS].free - 1:
            assert count_attempt(own) == 0
            forgive_attempt(own)

    assert fail(1, account="next@health.example") > 0


def test_counting_takes_as_many_queries_for_the_first_failure_as_for_the_tenth() -> None:
    counts = []
    for _attempt in range(10):
        with CaptureQueriesContext(connection) as queries:
            fail(1)
        counts.append(len(queries))

    assert len(set(counts)) == 1


def test_forgotten_counts_go(monkeypatch: pytest.MonkeyPatch) -> None:
    fail(1)
    later(monkeypatch, days=1)

    assert attempts.prune_failure_counts() == 2
    assert not FailureCount.objects.exists()


def answers_of(emails: list[str], password: str) -> set[tuple[int, str]]:
    """What the form answers, with what differs between any two requests taken out."""
    found = set()
    for email in emails:
        response = sign_in(Client(), email, password, REMOTE_ADDR="203.0.113.9")
        page = response.content.decode().replace(email, "").split("csrfmiddlewaretoken")
        found.add((response.status_code, page[0] + page[1].split(">", 1)[1]))
    return found


@pytest.fixture
def accounts(health_editor: User) -> list[str]:
    """Three addresses: of an account, of one that is closed, and of none."""
    closed = User.objects.create_user("closed@health.example", "correct horse battery", name="C", is_active=False)
    return [health_editor.email, closed.email, "nobody@health.example"]


def test_known_closed_and_unknown_accounts_answer_the_same(accounts: list[str]) -> None:
    assert len(answers_of(accounts, "wrong")) == 1
    assert len(answers_of(accounts[1:], "correct horse battery")) == 1
    for _attempt in range(LIMITS[Kind.ACCOUNT].free - 1):
        answers_of(accounts, "wrong")
    assert len(answers_of(accounts, "wrong")) == 1


def test_known_closed_and_unknown_accounts_take_one_check_of_a_password(
    monkeypatch: pytest.MonkeyPatch, accounts: list[str]
) -> None:
    checks: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: [checks.append(args[1]), encode(*args)][1])

    counts = []
    for email in accounts:
        checks.clear()
        sign_in(Client(), email, "wrong")
        counts.append(len(checks))

    assert counts == [1, 1, 1]


def test_the_right_password_does_not_open_a_closed_account(client: Client, health_editor: User) -> None:
    for _attempt in range(LIMITS[Kind.ACCOUNT].free):
        sign_in(client, health_editor.email, "wrong")

    answer = sign_in(client, health_editor.email)

    assert answer.status_code == 200
    assert "There were too many attempts. Wait 1 minute, then try again." in answer.content.decode()
    assert not is_in(client)


def test_strangers_cannot_keep_a_person_out_of_a_browser_she_has_used(health_editor: User) -> None:
    hers, stranger = Client(), Client()
    assert sign_in(hers, health_editor.email).status_code == 302
    for number in range(LIMITS[Kind.ACCOUNT].free + 1):
        sign_in(stranger, health_editor.email, "wrong", REMOTE_ADDR=f"198.51.100.{number}")

    hers.post("/admin/logout/", headers={"host": START})
    assert sign_in(hers, health_editor.email).status_code == 302
    assert sign_in(stranger, health_editor.email).status_code == 200


def test_a_known_browser_is_known_to_its_own_account_alone(health_editor: User, transport_editor: User) -> None:
    browser = Client()
    sign_in(browser, transport_editor.email)
    browser.post("/admin/logout/", headers={"host": START})
    for number in range(LIMITS[Kind.ACCOUNT].free):
        sign_in(browser, health_editor.email, "wrong", REMOTE_ADDR=f"198.51.100.{number}")

    assert sign_in(browser, health_editor.email).status_code == 200
    assert KnownDevice.objects.get().user == transport_editor


def test_a_token_that_a_stranger_made_up_is_not_taken_over(client: Client, health_editor: User) -> None:
    client.cookies["known_device"] = "made up"

    sign_in(client, health_editor.email)

    assert client.cookies["known_device"].value != "made up"
    assert client.cookies["known_device"]["httponly"]
    assert not client.cookies["known_device"]["domain"]


def test_trying_a_password_does_not_hold_the_one_write_lock(client: Client, health_editor: User) -> None:
    with CaptureQueriesContext(connection) as queries:
        sign_in(client, health_editor.email, "wrong")

    asked = [query["sql"] for query in queries]
    looked_up = next(number for number, sql in enumerate(asked) if 'FROM "identity_user"' in sql)
    before = asked[:looked_up]
    assert sum(sql.startswith("SAVEPOINT") for sql in before) == sum(sql.startswith("RELEASE") for sql in before)


def ask_for_link(email: str, **extra: Any) -> Any:
    return Client().post("/password/", {"email": email}, headers={"host": START}, **extra)


def test_nobodys_mailbox_is_filled_with_links(health_editor: User) -> None:
    free = LIMITS[Kind.MAIL].free
    answers = [ask_for_link(health_editor.email, REMOTE_ADDR=f"192.0.2.{number}") for number in range(free + 3)]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/password/sent/")}
    assert len(mail.outbox) == free


def test_nobody_has_links_sent_to_everybody(health_editor: User) -> None:
    for number in range(LIMITS[Kind.MAIL_ADDRESS].free):
        ask_for_link(f"{number}@health.example")

    answer = ask_for_link(health_editor.email)

    assert answer["Location"] == "/password/sent/"
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_attempts_at_once_are_counted_one_by_one() -> None:
    check_attempts_at_once()
