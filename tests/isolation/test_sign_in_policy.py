"""What an agency asks of those who sign in: its own matter, its own members, no way round."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from govcms.identity.models import SignInPolicy, User
from govcms.identity.second_factor import add_app, new_recovery_codes, new_secret
from tenants.actions import enter_agency
from tenants.models import Agency, AuditEntry
from tests.identity.sign_in import sign_in
from tests.identity.test_second_factor import code_of
from tests.isolation.conftest import signed_in

HEALTH, TRANSPORT, START = "health.admin.gov.test", "transport.admin.gov.test", "admin.gov.test"
SCREEN = "/admin/sign-in/"


def ask_for_second_factor(agency: Agency) -> None:
    SignInPolicy._base_manager.create(agency=agency, requires_second_factor=True)


def strongly_signed_in(user: User) -> Client:
    """A browser in which this person has given a password and a recovery code."""
    secret = new_secret()
    assert add_app(user=user, secret=secret, code=code_of(secret))
    client = Client()
    sign_in(client, user.email)
    client.post("/second-factor/", {"code": new_recovery_codes(user=user)[0]}, headers={"host": START})
    return client


def test_members_without_a_second_factor_are_led_to_set_one_up(health: Agency, health_editor: User):
    ask_for_second_factor(health)
    client = signed_in(health_editor)

    led = client.get("/admin/pages/")

    assert led["Location"] == "http://admin.gov.test:8000/security/?agency=health"
    page = client.get("/security/?agency=health", headers={"host": START}).content.decode()
    assert "Ministry of Health asks everybody for a second factor" in page
    assert client.post("/admin/pages/add/content/standardpage/3/").status_code == 302
    script = client.get("/admin/api/main/pages/", headers={"accept": "application/json"})
    assert (script.status_code, list(script.json())) == (401, ["sign_in"])
    assert client.post("/admin/logout/")["Location"].endswith("?signed-out")


def test_who_has_one_comes_in(health: Agency, health_editor: User):
    ask_for_second_factor(health)
    client = strongly_signed_in(health_editor)

    assert client.get("/admin/", headers={"host": HEALTH}).status_code == 200


def test_what_one_agency_asks_is_not_asked_by_another(health: Agency, both_editor: User):
    ask_for_second_factor(health)
    client = signed_in(both_editor)

    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/", headers={"host": TRANSPORT}).status_code == 200


def test_the_platform_can_ask_everybody(settings: Any, health_editor: User):
    settings.SECOND_FACTOR = "required"

    assert signed_in(health_editor).get("/admin/").status_code == 302


def test_the_platforms_people_bring_its_rule_along(health: Agency, platform: Agency, platform_admin: User):
    entered = {"agency": health, "role": "viewer", "reason": "A report of theirs", "lasts": timedelta(hours=1)}
    enter_agency(user=platform_admin, **entered)
    client = signed_in(platform_admin)
    assert client.get("/admin/").status_code == 200

    ask_for_second_factor(platform)

    assert client.get("/admin/").status_code == 302


def test_the_platforms_rule_is_not_asked_of_an_agencys_own_people(platform: Agency, health_editor: User):
    ask_for_second_factor(platform)

    assert signed_in(health_editor).get("/admin/").status_code == 200


def test_a_stranger_is_not_told_what_an_agency_asks(health: Agency, transport_editor: User):
    ask_for_second_factor(health)

    assert signed_in(transport_editor).get("/admin/").status_code == 404
    page = signed_in(transport_editor, START).get("/security/?agency=health").content.decode()
    assert "Ministry of Health" not in page


def test_an_agency_admin_asks_for_it_once_she_has_one(health: Agency, transport: Agency, health_admin: User):
    refused = signed_in(health_admin).post(SCREEN, {"requires_second_factor": "on"})
    assert "of your own first" in refused.content.decode()
    assert not SignInPolicy._base_manager.exists()
    client = strongly_signed_in(health_admin)

    client.post(SCREEN, {"requires_second_factor": "on", "agency": transport.pk}, headers={"host": HEALTH})

    policy = SignInPolicy._base_manager.get()
    assert (policy.agency, policy.requires_second_factor) == (health, True)
    entry = AuditEntry._base_manager.get(action="identity.change_policy")
    assert (entry.agency, entry.details) == (health, {"requires_second_factor": True})
    client.post(SCREEN, {}, headers={"host": HEALTH})
    assert not SignInPolicy._base_manager.get().requires_second_factor


@pytest.mark.parametrize("role", ["health_viewer", "health_editor", "health_publisher"])
def test_nobody_else_does(request: pytest.FixtureRequest, role: str):
    client = signed_in(request.getfixturevalue(role))

    assert client.get(SCREEN).status_code == 403
    assert client.post(SCREEN, {"requires_second_factor": "on"}).status_code == 403
    assert SCREEN not in client.get("/admin/").content.decode()


def test_the_screen_shows_what_ones_own_agency_asks(transport: Agency, health_admin: User):
    ask_for_second_factor(transport)

    page = signed_in(health_admin).get(SCREEN).content.decode()

    assert "requires_second_factor" in page
    assert "checked" not in page.split('name="requires_second_factor"')[1].split(">")[0]


def test_the_reset_by_command_can_be_repeated_and_is_logged(health: Agency, health_editor: User, capsys: Any):
    client = strongly_signed_in(health_editor)

    call_command("reset_second_factor", health_editor.email.upper())
    call_command("reset_second_factor", health_editor.email)

    first, second = capsys.readouterr().out.strip().splitlines()
    assert "was removed (11 keys and codes)" in first
    assert "nothing was removed" in second
    assert client.get("/admin/", headers={"host": HEALTH}).status_code == 302
    entry = AuditEntry._base_manager.get(action="identity.reset")
    assert (entry.agency, entry.actor_kind) == (health, AuditEntry.ActorKind.COMMAND)
    with pytest.raises(CommandError, match="There is no account"):
        call_command("reset_second_factor", "nobody@health.example")
