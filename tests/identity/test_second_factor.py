"""What signing in asks for beside the password."""

import re
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pyotp
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import AttestedCredentialData
from wagtail.log_actions import registry

from govcms.identity import second_factor
from govcms.identity.attempts import LIMITS, Kind
from govcms.identity.models import AuthenticatorApp, Passkey, RecoveryCode, User
from govcms.identity.sealing import unseal
from govcms.identity.second_factor import add_app, new_recovery_codes, reset_second_factor
from govcms.identity.tasks import Notice
from tests.identity.sign_in import START, is_in, sign_in

pytestmark = pytest.mark.django_db

HERE = {"headers": {"host": START}}
STEP_S = 30


def public_data() -> bytes:
    """The public half of a key, as a passkey's is kept."""
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    return bytes(AttestedCredentialData.create(b"\x00" * 16, b"abc", ES256.from_cryptography_key(key)))


def code_of(secret: str, *, steps_from_now: int = 0) -> str:
    return pyotp.TOTP(secret).at(time.time() + steps_from_now * STEP_S)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Moves the clock of codes on by so many half minutes, from the beginning of one."""
    begin = time.time() // STEP_S * STEP_S + 1

    def move(steps: int) -> None:
        monkeypatch.setattr(time, "time", lambda: begin + steps * STEP_S)

    move(0)
    return move


@pytest.fixture
def secret(clock: Callable[[int], None], health_editor: User) -> str:
    """The secret of the editor's app; its code of a minute ago was used to set it up."""
    made = second_factor.new_secret()
    assert add_app(user=health_editor, secret=made, code=code_of(made, steps_from_now=-1))
    return made


def answer(client: Client, code: str) -> Any:
    return client.post("/second-factor/", {"code": code}, **HERE)


def test_the_password_alone_opens_nothing(client: Client, health_editor: User, secret: str) -> None:
    response = sign_in(client, health_editor.email)

    assert response["Location"] == "/second-factor/"
    assert not is_in(client)
    assert client.get("/admin/", headers={"host": "health.admin.gov.test"}).status_code == 302
    form = client.get("/second-factor/", **HERE)
    assert "authenticator app" in form.content.decode()
    assert answer(client, "000000").status_code == 200
    assert not is_in(client)


def test_a_code_goes_on_to_where_she_was_going(client: Client, health_editor: User, secret: str) -> None:
    wanted = "http://health.admin.gov.test:8000/admin/pages/"
    form = {"username": health_editor.email, "password": "correct horse battery", "next": wanted}
    client.post("/admin/login/", form, **HERE)

    assert answer(client, f" {code_of(secret)[:3]} {code_of(secret)[3:]} ")["Location"] == wanted
    assert is_in(client)


def test_a_code_works_once_and_none_before_it(health_editor: User, secret: str, clock: Callable[[int], None]) -> None:
    clock(5)
    earlier, code = code_of(secret, steps_from_now=-1), code_of(secret)
    outcomes = []
    for tried in (code, code, earlier, code_of(secret, steps_from_now=1)):
        client = Client()
        sign_in(client, health_editor.email)
        answer(client, tried)
        outcomes.append(is_in(client))

    assert outcomes == [True, False, False, True]


def test_codes_of_long_ago_and_of_the_future_are_refused(
    client: Client, health_editor: User, secret: str, clock: Callable[[int], None]
) -> None:
    clock(10)
    sign_in(client, health_editor.email)

    for steps in (-2, 2):
        answer(client, code_of(secret, steps_from_now=steps))
        assert not is_in(client)


def test_guessing_codes_is_stopped(client: Client, health_editor: User, secret: str) -> None:
    sign_in(client, health_editor.email)
    for _attempt in range(LIMITS[Kind.CODE].free):
        answer(client, "123")

    refused = answer(client, code_of(secret))

    assert "too many attempts" in refused.content.decode()
    assert not is_in(client)
    assert [message.subject.startswith("Somebody has your password") for message in mail.outbox].count(True) == 1


def test_who_gave_no_password_is_not_asked_for_a_code(client: Client, secret: str) -> None:
    assert client.get("/second-factor/", **HERE)["Location"] == "/admin/login/"
    assert answer(client, code_of(secret))["Location"] == "/admin/login/"


def test_a_password_is_forgotten_after_ten_minutes(
    client: Client, health_editor: User, secret: str, clock: Callable[[int], None]
) -> None:
    sign_in(client, health_editor.email)
    clock(21)

    assert answer(client, code_of(secret))["Location"] == "/admin/login/"


def test_a_password_that_was_changed_meanwhile_does_not_count(client: Client, health_editor: User, secret: str) -> None:
    sign_in(client, health_editor.email)
    health_editor.set_password("blue kettle mountain")
    health_editor.save()

    assert answer(client, code_of(secret))["Location"] == "/admin/login/"


def test_a_recovery_code_works_once_however_it_is_typed(health_editor: User, secret: str) -> None:
    code = new_recovery_codes(user=health_editor)[0]
    outcomes = []
    for tried in (code.upper().replace("-", " "), code):
        client = Client()
        sign_in(client, health_editor.email)
        answer(client, tried)
        outcomes.append(is_in(client))

    assert outcomes == [True, False]
    assert "A recovery code was used" in mail.outbox[-1].subject


def test_another_persons_codes_do_not_work(
    client: Client, health_editor: User, transport_editor: User, secret: str
) -> None:
    theirs = new_recovery_codes(user=transport_editor)
    sign_in(client, health_editor.email)

    answer(client, theirs[0])

    assert not is_in(client)


def test_neither_secret_nor_codes_can_be_read_in_the_database(health_editor: User, secret: str) -> None:
    codes = new_recovery_codes(user=health_editor)
    app = AuthenticatorApp.objects.get()

    assert secret not in app.sealed_secret
    assert unseal(app.sealed_secret) == secret
    assert not {code.replace("-", "") for code in codes} & set(RecoveryCode.objects.values_list("digest", flat=True))


def test_an_app_is_set_up_with_its_secret_and_first_code(
    client: Client, health_editor: User, clock: Callable[[int], None]
) -> None:
    elsewhere = Client()
    sign_in(elsewhere, health_editor.email)
    sign_in(client, health_editor.email)
    page = client.get("/security/app/", **HERE).content.decode()
    shown = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
    assert shown is not None
    secret = shown[1].replace(" ", "")

    wrong = client.post("/security/app/", {"code": "000000"}, **HERE)
    assert "not the code of this account" in wrong.content.decode()
    done = client.post("/security/app/", {"code": code_of(secret)}, **HERE)

    codes = re.findall(r"<code>([a-z2-7-]{19})</code>", done.content.decode())
    assert len(codes) == second_factor.RECOVERY_CODES
    assert "no-store" in done.headers["Cache-Control"]
    assert is_in(client)
    assert not is_in(elsewhere)
    overview = client.get("/security/", **HERE).content.decode()
    assert not any(code in overview for code in codes)
    assert "You have 10 codes left." in overview
    assert client.get("/security/app/", **HERE)["Location"] == "/security/"
    assert mail.outbox[-1].subject == "An authenticator app was added to your account"


def test_changing_how_one_signs_in_asks_for_the_password_again(
    client: Client, health_editor: User, secret: str, clock: Callable[[int], None]
) -> None:
    sign_in(client, health_editor.email)
    answer(client, code_of(secret))
    clock(31)

    for path in ("app/remove/", "recovery-codes/"):
        assert client.post(f"/security/{path}", **HERE)["Location"] == "/security/proof/?next="
    assert AuthenticatorApp.objects.exists()
    assert client.get("/security/passkeys/add/", **HERE)["Location"] == "/security/proof/?next=/security/passkeys/add/"
    proof = "/security/proof/?next=/security/passkeys/add/"
    assert "not right" in client.post(proof, {"password": "wrong"}, **HERE).content.decode()
    assert client.post(proof, {"password": "correct horse battery"}, **HERE)["Location"] == "/security/passkeys/add/"
    assert client.get("/security/passkeys/add/", **HERE).status_code == 200


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "/admin/logout/"])
def test_the_password_again_leads_nowhere_else(client: Client, health_editor: User, wanted: str) -> None:
    sign_in(client, health_editor.email)

    sent = client.post(f"/security/proof/?next={wanted}", {"password": "correct horse battery"}, **HERE)

    assert sent["Location"] == "/security/"


def test_removing_the_last_factor_removes_its_recovery_codes(client: Client, health_editor: User, secret: str) -> None:
    new_recovery_codes(user=health_editor)
    sign_in(client, health_editor.email)
    answer(client, code_of(secret))

    assert client.session["second_factor"] is True
    client.post("/security/app/remove/", **HERE)

    assert not RecoveryCode.objects.exists()
    assert "second_factor" not in client.session
    again = Client()
    assert sign_in(again, health_editor.email)["Location"] == "http://health.admin.gov.test:8000/admin/"


def test_nobody_removes_another_persons_passkey(client: Client, health_editor: User, transport_editor: User) -> None:
    theirs = Passkey.objects.create(user=transport_editor, name="Key", credential_id="abc", public_data=b"")
    sign_in(client, health_editor.email)

    response = client.post(f"/security/passkeys/{theirs.uid}/remove/", **HERE)

    assert response.status_code == 404
    assert Passkey.objects.exists()


@pytest.mark.parametrize("sent", ["", "{}", "[]", "nonsense", '{"rawId": "abc"}', '{"rawId": {"a": 1}}', "\x00"])
def test_what_no_browser_answers_is_refused(client: Client, health_editor: User, sent: str) -> None:
    Passkey.objects.create(user=health_editor, name="Key", credential_id="abc", public_data=public_data())
    client.post("/passkey/options/", **HERE)

    assert client.post("/passkey/", {"answer": sent}, **HERE).status_code == 403
    assert not is_in(client)
    sign_in(client, health_editor.email)
    client.get("/second-factor/", **HERE)
    assert client.post("/second-factor/", {"answer": sent}, **HERE).status_code == 200
    assert not is_in(client)


def test_questions_to_passkeys_are_counted_and_keep_nobody_from_her_password(
    client: Client, health_editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, Kind.QUESTION_ADDRESS, replace(LIMITS[Kind.QUESTION_ADDRESS], free=3))
    answers = [client.post("/passkey/options/", **HERE).status_code for _number in range(4)]

    assert answers == [200, 200, 200, 429]
    assert sign_in(client, health_editor.email).status_code == 302


def test_a_reset_leaves_the_password_alone(health_editor: User, secret: str) -> None:
    new_recovery_codes(user=health_editor)
    Passkey.objects.create(user=health_editor, name="Key", credential_id="abc", public_data=b"")

    assert reset_second_factor(user=health_editor) == 12
    assert reset_second_factor(user=health_editor) == 0

    client = Client()
    sign_in(client, health_editor.email)
    assert is_in(client)
    assert [message.subject.startswith("Your second factor was removed") for message in mail.outbox].count(True) == 1


def test_an_app_sealed_with_a_lost_key_opens_nothing(
    client: Client, health_editor: User, secret: str, settings: Any
) -> None:
    settings.SECRET_KEY = "another one"
    sign_in(client, health_editor.email)
    assert not is_in(client)

    answer(client, code_of(secret))
    assert not is_in(client)

    settings.SECRET_KEY_FALLBACKS = ["only for tests"]
    answer(client, code_of(secret))
    assert is_in(client)


def test_the_log_has_a_name_for_whatever_happens() -> None:
    notices = {f"identity.{notice.name.lower()}" for notice in Notice} - {"identity.new_device"}

    assert all(registry.action_exists(notice) for notice in notices)
