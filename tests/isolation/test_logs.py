"""The platform's own log says whose request it was, and nothing that a reader of it could use or tell."""

import json
import logging
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from govcms.identity.models import User
from govcms.observability.logs import JsonFormatter, without_tokens
from tenants.models import Agency, Invitation
from tenants.scope import tenant_scope
from tests.isolation.conftest import CANARY, Holdings, signed_in

START, ADMIN, PUBLIC = "admin.gov.test", "health.admin.gov.test", "health.gov.test"
TOKEN = "kXv3_9-QmZp0aTt7LwYe4RcUo8HsJf2NdBg5iVx1yK0"


def lines_of(caplog: pytest.LogCaptureFixture) -> str:
    """What stands in the log, as the product writes it."""
    return "\n".join(JsonFormatter().format(record) for record in caplog.records)


def test_every_address_with_a_token_is_logged_without_it() -> None:
    words = {"token": TOKEN, "uidb64": "MQ"}
    with_token = {name: args for name, args in _arguments("govcms.urls.start") if "token" in args}

    assert {"accept_invitation", "set_password"} <= set(with_token)
    for name, args in with_token.items():
        path = reverse(name, urlconf="govcms.urls.start", kwargs={arg: words[arg] for arg in args})
        for written in (path, path.rstrip("/"), f"{path}more", f"Forbidden (CSRF cookie not set.): {path}"):
            assert TOKEN not in without_tokens(written)
            assert "[token]" in without_tokens(written)
    # Wagtail's own way to a new password answers nobody.
    assert [name for name, args in _arguments("govcms.urls.public") if "token" in args] == []


def _arguments(urlconf: str) -> list[tuple[str, set[str]]]:
    found = get_resolver(urlconf).reverse_dict
    return [(name, set(found[name][0][0][1])) for name in found if isinstance(name, str)]


@pytest.mark.parametrize("host", [START, ADMIN, PUBLIC, "nobody.gov.test"])
def test_a_link_is_not_logged_however_it_is_asked_for(
    host: str, health: Agency, health_editor: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    careful = Client(headers={"host": host}, enforce_csrf_checks=True)
    for path in (
        f"/invitation/{TOKEN}/",
        f"/invitation/{TOKEN}",
        f"/password/set/MQ/{TOKEN}",
        f"//invitation/{TOKEN}/",
    ):
        for client in (careful, signed_in(health_editor, host)):
            client.get("/", PATH_INFO=path)
            client.post(path if path[1] != "/" else "/", {"name": "x"})

    assert "request.finished" in lines_of(caplog)
    assert TOKEN not in lines_of(caplog)


def test_what_is_written_and_looked_for_is_not_logged(
    own: Holdings, health_publisher: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    client = signed_in(health_publisher, ADMIN)
    for path in (f"/admin/pages/{own.home.pk}/?q={CANARY}", f"/admin/images/?q={CANARY}", f"/admin/people/?q={CANARY}"):
        client.get(path)
    own.draft_page.title = f"{CANARY} plan"
    with tenant_scope(own.agency):
        own.draft_page.save_revision(user=health_publisher).publish()
        copy = own.draft_page.copy(update_attrs={"slug": "copy", "title": f"{CANARY} copy"})
        copy.move(own.live_page, pos="last-child")
    Client(headers={"host": PUBLIC}).get(f"/search/?q={CANARY}")
    copy.refresh_from_db()
    copy.unpublish()
    copy.delete()

    assert "request.finished" in lines_of(caplog)
    for words in (CANARY, health_publisher.email, health_publisher.name):
        assert words not in lines_of(caplog)


def test_people_are_logged_by_uid(
    health: Agency, health_admin: User, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    form = {"username": health_admin.email, "password": "wrong words here"}
    client.post("/admin/login/", form, headers={"host": START})
    client.post("/password/", {"email": health_admin.email}, headers={"host": START})
    signed_in(health_admin).post("/admin/people/invite/", {"email": "new@x.example", "name": CANARY, "role": "editor"})

    with tenant_scope(health):
        assert Invitation.objects.get().email == "new@x.example"
    for words in (health_admin.email, "new@x.example", CANARY, form["password"]):
        assert words not in lines_of(caplog)


def test_a_row_that_the_database_refused_is_not_repeated() -> None:
    words = f"violates a check\nDETAIL:  Failing row contains (7, {CANARY}, a@x.example).\nCONTEXT: in a trigger"
    record = logging.makeLogRecord({"msg": "x", "exc_info": (ValueError, ValueError(words), None)})

    told = json.loads(JsonFormatter().format(record))["exception"]

    assert "violates a check" in told
    assert "in a trigger" in told
    assert CANARY not in told


@pytest.mark.parametrize("sign", ["\n", "\r", "\x0b", "\x1b[2J", "\x85", "\u2028", "\x9b2J", "\ud800"])
def test_nobody_writes_lines_of_her_own(sign: str) -> None:
    def line(**fields: Any) -> str:
        return JsonFormatter().format(logging.makeLogRecord({"msg": "request.finished", **fields}))

    written = line(path=f"/a{sign}{{}}", host=sign)

    assert written.isprintable()
    assert written.splitlines() == [written]
    assert json.loads(written)["path"] == f"/a{sign}{{}}"
