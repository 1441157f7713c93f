"""What exists and is none of one's business takes the same words and the same work as what does not exist."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.actions import invite, suspend_agency, withdraw_invitation
from tenants.invitations import new_token
from tenants.models import Agency, Invitation, Role
from tenants.scope import every_agency
from tests.factories import AgencyFactory, ListingPageFactory, StandardPageFactory
from tests.identity.sign_in import sign_in
from tests.isolation.conftest import CANARY, Holdings, signed_in
from tests.isolation.test_files import showing

START, PUBLIC = "admin.gov.test", "health.gov.test"
MISSING = 987_654

Ask = Callable[[], HttpResponse]


def told(ask: Ask, *names: Any) -> tuple[int, dict[str, str], str, int]:
    """What an answer tells, without ``names`` and what differs between any two, and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        answer = ask()

    def plain(text: str) -> str:
        for name in sorted(map(str, names), key=len, reverse=True):
            # As a whole: a short id is a part of ports, of utf-8 and of much else.
            text = re.sub(rf"(?<![\w-]){re.escape(name)}(?!\w)", "…", text)
        text = text.replace(answer.headers["X-Request-ID"], "…")
        return re.sub(r'(csrfmiddlewaretoken" value=|csrftoken = )"[^"]*"', "…", text)

    changing = {"X-Request-ID", "Content-Length", "Expires"}
    headers = {name: plain(value) for name, value in answer.headers.items() if name not in changing}
    return answer.status_code, headers, plain(answer.content.decode()), len(queries)


def get(client: Client, path: str) -> Ask:
    """Ask for a path."""
    return lambda: client.get(path)


@pytest.fixture
def accounts(health_editor: User) -> list[str]:
    """Addresses of an account, of one that is closed, and of none."""
    closed = User.objects.create_user("closed@health.example", "correct horse battery", name="C", is_active=False)
    return [health_editor.email, closed.email, "nobody@health.example"]


def test_signing_in(accounts: list[str], both_editor: User, platform_admin: User) -> None:
    accounts += [both_editor.email, platform_admin.email]
    sign_in(Client(), "warm@health.example", "wrong")
    found = [told(lambda email=email: sign_in(Client(), email, "wrong"), email) for email in accounts]

    assert found == [found[0]] * len(accounts)


def test_asking_for_a_new_password(accounts: list[str], settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    ask = [
        lambda email=email: Client().post("/password/", {"email": email}, headers={"host": START}) for email in accounts
    ]
    found = [told(each) for each in [ask[0], *ask]][1:]

    assert found == [found[0]] * 3


@pytest.mark.parametrize("state", ["accepted", "withdrawn", "too old", "of a closed agency"])
def test_a_link_of_an_invitation_that_works_no_longer(state: str, health: Agency, client: Client) -> None:
    token, digest = new_token()
    invitation = invite(email="new@x.example", agency=health, role=Role.EDITOR, name=CANARY)
    values: dict[str, Any] = {"token_hash": digest}
    if state == "accepted":
        values["accepted_at"] = timezone.now()
    if state == "too old":
        values["invited_at"] = values["expires_at"] = timezone.now() - timedelta(days=8)
    if state == "withdrawn":
        withdraw_invitation(invitation=invitation)
    if state == "of a closed agency":
        suspend_agency(agency=health)
    with every_agency(reason="test"):
        Invitation.objects.filter(pk=invitation.pk).update(**values)
    of_start = Client(headers={"host": START})
    never, _digest = new_token()
    of_start.get("/invitation/x/")

    gone, nothing = (told(get(of_start, f"/invitation/{word}/"), word) for word in (token, never))

    assert gone == nothing
    assert gone[0] == 404


def test_documents(own: Holdings, foreign: Holdings) -> None:
    site = Client(headers={"host": PUBLIC})
    theirs = showing(foreign.agency, foreign.home)
    hidden = [own.document.uid, foreign.document.uid, theirs.uid]
    site.get(f"/documents/{uuid4()}/")

    nothing = told(get(site, f"/documents/{(missing := uuid4())}/"), missing)

    assert nothing[0] == 404
    assert [told(get(site, f"/documents/{uid}/"), uid) for uid in hidden] == [nothing] * len(hidden)


def test_pages_that_are_not_public(own: Holdings, health_home: Page) -> None:
    listing = ListingPageFactory(parent=health_home, title="Plans", slug="plans", live=False)
    StandardPageFactory(parent=listing, title="Secret", slug="secret", live=False)
    site = Client(headers={"host": PUBLIC})
    site.get("/warm/")
    hidden = ["amber-draft", "plans", "plans/secret", "plans/feed", "zugvogel-live"]
    missing = ["nothing", "nothing", "plans/nothing", "nothing/feed", "nothing"]

    for path, nothing in zip(hidden, missing, strict=True):
        site.get(f"/{path}/")
        seen, unseen = (told(get(site, f"/{each}/"), each) for each in (path, nothing))
        assert seen == unseen, path
        assert seen[0] == 404


def test_passwords_of_pages(own: Holdings, foreign: Holdings) -> None:
    site = Client(headers={"host": PUBLIC})
    restrictions = [
        page.view_restrictions.create(restriction_type="password", password="open sesame")
        for page in (own.draft_page, foreign.live_page)
    ]
    site.get(f"/password/{MISSING}/{MISSING}/")
    nowhere = f"/password/{MISSING}/{MISSING}/"
    nothing, nothing_sent = told(get(site, nowhere)), told(lambda: site.post(nowhere, {"password": "open sesame"}))

    for restriction in restrictions:
        for page in (own.draft_page, foreign.live_page, foreign.draft_page):
            path = f"/password/{restriction.pk}/{page.pk}/"
            assert told(get(site, path)) == nothing
            assert told(lambda path=path: site.post(path, {"password": "open sesame"})) == nothing_sent


def test_objects_in_the_admin(own: Holdings, foreign: Holdings, transport_editor: User, health_admin: User) -> None:
    client = signed_in(health_admin)
    place = foreign.agency.memberships.get(user=transport_editor)
    for path, pk, missing in (
        ("/admin/pages/{}/", foreign.home.pk, MISSING),
        ("/admin/pages/{}/edit/", foreign.draft_page.pk, MISSING),
        ("/admin/pages/{}/history/", foreign.draft_page.pk, MISSING),
        ("/admin/pages/{}/view_draft/", foreign.draft_page.pk, MISSING),
        ("/admin/choose-page/{}/", foreign.home.pk, MISSING),
        ("/admin/images/{}/", foreign.image.pk, MISSING),
        ("/admin/images/chooser/{}/", foreign.image.pk, MISSING),
        ("/admin/documents/edit/{}/", foreign.document.pk, MISSING),
        ("/admin/documents/chooser/{}/", foreign.document.pk, MISSING),
        ("/admin/collections/{}/", foreign.collection.pk, MISSING),
        ("/admin/people/{}/", place.uid, uuid4()),
        ("/admin/people/{}/end/", place.uid, uuid4()),
        ("/documents/{}/", foreign.document.uid, uuid4()),
    ):
        client.get(path.format(missing))
        nothing = told(get(client, path.format(missing)), missing)
        assert told(get(client, path.format(pk)), pk) == nothing, path
        assert nothing[0] == 404, path


def test_agencies_by_search(own: Holdings, platform: Agency) -> None:
    AgencyFactory(key="secret", name=f"{CANARY} agency")
    for host in (PUBLIC, "gov.test"):
        site = Client(headers={"host": host})
        asked = "/search/?q=amber&everywhere=1&agency="
        site.get(asked)
        cache.clear()
        nothing, secret = (told(get(site, asked + key), key) for key in ("nobody", "secret"))
        assert secret == nothing
        assert secret[0] == 200
