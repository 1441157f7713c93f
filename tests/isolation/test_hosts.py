"""Hosts, cookies and the one sign-in."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.actions import end_membership, suspend_agency
from tenants.models import Agency, Membership
from tests.factories import AgencyFactory, StandardPageFactory, launched
from tests.isolation.conftest import signed_in
from tests.isolation.crawl.watch import text_of

START = "admin.gov.test"
HEALTH = "health.admin.gov.test"
TRANSPORT = "transport.admin.gov.test"
PASSWORD = "correct horse battery"


def sign_in(client: Client, user: User, *, wanted: str = "", password: str = PASSWORD):
    """Fill in the form of the start host."""
    form = {"username": user.email, "password": password, "next": wanted}
    return client.post("/admin/login/", form, headers={"host": START})


@pytest.mark.parametrize("host", ["nobody.gov.test", "gov.test.evil.example", "evil.example", "127.0.0.1"])
def test_an_unknown_host_is_nowhere(client: Client, health: Agency, host: str):
    assert client.get("/", headers={"host": host}).status_code == 404


def test_a_broken_host_is_a_bad_request(client: Client, db: None):
    assert client.get("/", headers={"host": "a b"}).status_code == 400


@pytest.mark.parametrize(
    "host",
    ["a@health.gov.test", "health.gov.test@evil.example", "health.gov.test, evil.example", "health.gov.test/x", ""],
)
def test_what_is_no_host_name_is_a_bad_request(client: Client, health: Agency, host: str):
    assert client.get("/", HTTP_HOST=host).status_code == 400


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "Forwarded", "X-Host", "X-Original-Host", "X-Forwarded-Server"])
def test_no_other_header_names_the_host(client: Client, health: Agency, transport: Agency, header: str):
    value = "host=transport.gov.test" if header == "Forwarded" else "transport.gov.test"

    site = client.get("/", headers={"host": "health.gov.test", header: value}).content.decode()
    admin = client.get("/admin/", headers={"host": HEALTH, header: TRANSPORT})

    assert "Ministry of Health" in site
    assert "Transport Agency" not in site
    assert "transport" not in admin["Location"]


@pytest.mark.parametrize("host", ["HEALTH.gov.test", "health.gov.test.", "health.gov.test:9999"])
@pytest.mark.parametrize("path", ["/", "/robots.txt", "/sitemap.xml", "/nothing/"])
def test_a_host_written_otherwise_is_not_repeated(client: Client, health: Agency, host: str, path: str):
    page = client.get(path, headers={"host": host})

    # Whoever keeps the answer for the site's own host would lead its readers elsewhere.
    assert host not in page.content.decode()
    assert host not in page.headers.get("Location", "")


def told_at(client: Client, host: str, *, key: str = "") -> tuple[int, dict[str, str], str, int]:
    """All that a host answers to who asks for the admin, without its own name, and the number of queries it took."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/admin/pages/", headers={"host": host})
    key = key or host.removesuffix(".admin.gov.test")
    changing = {"X-Request-ID", "Content-Length", "Expires"}
    headers = {name: value.replace(key, "…") for name, value in answer.headers.items() if name not in changing}
    return answer.status_code, headers, answer.content.decode().replace(key, "…"), len(queries)


def test_which_agencies_have_an_admin_is_told_to_nobody(client: Client, health_editor: User, transport: Agency):
    AgencyFactory(key="secret")
    suspend_agency(agency=transport)
    # Whoever comes first reads the map of addresses, wherever she goes.
    client.get("/", headers={"host": START})
    hosts = [f"{key}.admin.gov.test" for key in ("nobody", "no.bo.dy", "secret", "transport")]

    assert [told_at(client, host) for host in hosts] == [told_at(client, HEALTH)] * len(hosts)

    member = signed_in(health_editor, START)
    member.get("/")
    found = [told_at(member, host) for host in hosts]
    assert found[0][0] == 404
    assert found == [found[0]] * len(hosts)


def test_a_site_that_is_not_open_yet_is_told_to_nobody(client: Client, health: Agency):
    launched(AgencyFactory(key="secret", name="Secret"), live=False)
    client.get("/", headers={"host": START})

    hosts = ("secret.gov.test", "nobody.gov.test")
    secret, nobody = (told_at(client, host, key=host.removesuffix(".gov.test")) for host in hosts)

    assert secret == nobody
    assert secret[0] == 404
    assert "no-store" in secret[1]["Cache-Control"]


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/admin/pages/", "/password/"])
def test_a_public_host_has_no_admin(client: Client, health: Agency, health_admin: User, path: str):
    client.force_login(health_admin)

    assert client.get(path, headers={"host": "health.gov.test"}).status_code == 404


def test_a_stranger_is_sent_to_sign_in_and_back(client: Client, health_editor: User):
    sent = client.get("/admin/pages/", headers={"host": HEALTH})

    assert sent.status_code == 302
    assert sent["Location"] == (
        "http://admin.gov.test:8000/admin/login/?next=http%3A%2F%2Fhealth.admin.gov.test%3A8000%2Fadmin%2Fpages%2F"
    )
    back = sign_in(client, health_editor, wanted="http://health.admin.gov.test:8000/admin/pages/")
    assert back["Location"] == "http://health.admin.gov.test:8000/admin/pages/"


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/admin/",
        "http://transport.admin.gov.test:8000/admin/",
        "http://health.admin.gov.test:8000@evil.example/admin/",
        "http://health.admin.gov.test:8000\\@evil.example/admin/",
        "//evil.example/admin/",
        "http://health.gov.test:8000/admin/",
        "javascript:alert(1)",
        "http://[",
    ],
)
def test_sign_in_goes_on_to_own_agencies_only(client: Client, health_editor: User, transport: Agency, wanted: str):
    assert sign_in(client, health_editor, wanted=wanted)["Location"] == "http://health.admin.gov.test:8000/admin/"


def test_signing_in_says_to_what(client: Client, platform: Agency):
    page = client.get("/admin/login/", headers={"host": START}).content.decode()

    assert f'<header class="platform">{platform.name}</header>' in page


def test_signed_in_once_in_for_all_of_ones_agencies(client: Client, both_editor: User):
    answer = sign_in(client, both_editor)

    assert answer["Location"] == "http://admin.gov.test:8000/"
    start = client.get("/", headers={"host": START}).content.decode()
    assert "http://health.admin.gov.test:8000/admin/" in start
    assert "http://transport.admin.gov.test:8000/admin/" in start
    for host in (HEALTH, TRANSPORT):
        assert client.get("/admin/", headers={"host": host}).status_code == 200


def test_the_admins_cookies_are_the_admin_hosts_own(client: Client, health_editor: User):
    client.get("/admin/login/", headers={"host": START})
    sign_in(client, health_editor)

    for name in ("admin_session", "admin_csrf"):
        assert client.cookies[name]["domain"] == "admin.gov.test"
    assert client.cookies["admin_session"]["httponly"]


@pytest.mark.parametrize(
    ("proof", "secure", "status"),
    [
        ({"HTTP_ORIGIN": "http://transport.admin.gov.test:8000"}, False, 302),
        ({"HTTP_ORIGIN": "http://health.admin.gov.test:8000"}, False, 403),
        ({"HTTP_ORIGIN": "http://transport.gov.test:8000"}, False, 403),
        ({"HTTP_ORIGIN": "http://admin.gov.test:8000"}, False, 403),
        ({"HTTP_ORIGIN": "null"}, False, 403),
        ({"HTTP_REFERER": "https://transport.admin.gov.test:8000/admin/"}, True, 302),
        ({"HTTP_REFERER": "https://health.admin.gov.test:8000/admin/"}, True, 403),
        ({}, True, 403),
    ],
)
def test_a_page_of_one_agencys_admin_sends_no_form_to_anothers(
    both_editor: User, proof: dict[str, str], secure: bool, status: int
):
    # The cookies are those of both, and so is the token; what tells them apart is where the form came from.
    client = Client(enforce_csrf_checks=True)
    client.force_login(both_editor)
    client.get("/admin/account/", headers={"host": HEALTH})
    form = {"csrfmiddlewaretoken": client.cookies["admin_csrf"].value}

    answer = client.post("/admin/logout/", form, HTTP_HOST=f"{TRANSPORT}:8000", secure=secure, **proof)

    assert answer.status_code == status


def test_a_message_stays_on_the_host_of_its_agency(health_home: Page, both_editor: User):
    page = StandardPageFactory(parent=health_home, title="Plans", slug="plans")
    client = signed_in(both_editor, HEALTH)

    form = {"title": "Plans", "slug": "plans", "summary": "Ours.", "body-count": "0", "change_type": "minor"}

    saved = client.post(f"/admin/pages/{page.pk}/edit/", form)

    assert "Plans" in text_of(saved)
    assert client.cookies["messages"]["domain"] == ""
    assert client.cookies["messages"]["httponly"]


def test_the_admins_session_opens_nothing_on_a_public_host(client: Client, health: Agency, health_editor: User):
    client.force_login(health_editor)
    session = client.cookies["admin_session"].value

    answer = client.get("/", headers={"host": "health.gov.test"})

    assert answer.status_code == 200
    assert not answer.wsgi_request.user.is_authenticated
    stolen = Client(headers={"host": "health.gov.test"})
    stolen.cookies["admin_session"] = session
    assert not stolen.get("/").wsgi_request.user.is_authenticated


def test_a_member_of_another_agency_finds_no_admin_there(health_editor: User, transport: Agency):
    assert signed_in(health_editor, TRANSPORT).get("/admin/").status_code == 404


def test_an_ended_membership_is_out_at_once(health: Agency, health_editor: User):
    client = signed_in(health_editor)
    assert client.get("/admin/").status_code == 200

    end_membership(email=health_editor.email, agency=health)

    assert client.get("/admin/").status_code == 404


def test_a_membership_ends_by_the_clock_before_groups_are_derived_again(health: Agency, health_editor: User):
    now = timezone.now()
    Membership.objects.filter(user=health_editor).update(starts_at=now - timedelta(days=1), ends_at=now)

    assert health_editor.groups.exists()
    assert signed_in(health_editor).get("/admin/").status_code == 404


def test_a_superuser_without_membership_finds_no_admin(health: Agency):
    superuser = get_user_model().objects.create_user("root@gov.example", name="Root", is_superuser=True)

    assert signed_in(superuser).get("/admin/").status_code == 404


def test_signing_out_of_one_agency_signs_out_of_all(client: Client, both_editor: User):
    sign_in(client, both_editor)

    answer = client.post("/admin/logout/", headers={"host": HEALTH})

    assert answer["Location"] == "http://admin.gov.test:8000/admin/login/?signed-out"
    assert client.get("/admin/", headers={"host": TRANSPORT}).status_code == 302


def test_the_root_of_an_admin_host_leads_to_the_admin(health_editor: User):
    assert signed_in(health_editor).get("/")["Location"] == "/admin/"


def test_a_password_is_set_by_a_mailed_link(client: Client, health_editor: User, mailoutbox):
    client.post("/password/", {"email": health_editor.email}, headers={"host": START})
    [mail] = mailoutbox
    link = next(line for line in mail.body.splitlines() if line.startswith("http://admin.gov.test:8000/"))
    path = client.get(link.removeprefix("http://admin.gov.test:8000"), headers={"host": START})["Location"]
    form = {"new_password1": "blue kettle mountain", "new_password2": "blue kettle mountain"}

    assert client.post(path, form, headers={"host": START})["Location"] == "/password/done/"
    assert sign_in(client, health_editor, password="blue kettle mountain").status_code == 302
