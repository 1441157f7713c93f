"""An agency's log is read by its admins and tells them nothing of others."""

from typing import Any

import pytest

from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.actions import add_member
from tenants.audit import record
from tenants.models import Agency, AuditEntry, Role
from tenants.scope import tenant_scope
from tenants.views.audit import harmless
from tests.factories import MemberFactory, StandardPageFactory
from tests.isolation.conftest import CANARY, signed_in

LOG = "/admin/reports/log/"


@pytest.fixture
def foreign_entry(transport: Agency) -> AuditEntry:
    """Something that Transport did."""
    record("tenants.go_live", agency=transport, details={"label": CANARY}, subject=("pages.Page", CANARY))
    with tenant_scope(transport):
        return AuditEntry.objects.latest("pk")


def csv_of(response: Any) -> str:
    return b"".join(response.streaming_content).decode()


def test_an_agency_admin_reads_her_agencys_log_alone(health_home: Page, health_admin: User, foreign_entry: AuditEntry):
    StandardPageFactory(parent=health_home, title="Clinics")
    client = signed_in(health_admin)

    for query in ("", f"?q={CANARY}", f"?q={foreign_entry.subject}", "?action=tenants.go_live"):
        assert CANARY.encode() not in client.get(LOG + query).content.replace(
            f'value="{CANARY}"'.encode(), b""
        ).replace(f"q={CANARY}".encode(), b"")
    page = client.get(LOG)
    assert page.status_code == 200
    assert b"Clinics" in page.content
    assert b"Site launched" in page.content or b"Launch site" in page.content
    assert CANARY not in csv_of(client.get(LOG + "?export=csv"))


@pytest.mark.parametrize("path", [LOG, LOG + "results/", LOG + "?export=csv"])
@pytest.mark.parametrize("person", ["health_viewer", "health_editor", "health_publisher"])
def test_others_of_the_agency_may_not(person: str, path: str, request: pytest.FixtureRequest):
    client = signed_in(request.getfixturevalue(person))

    assert client.get(path).status_code == 403
    assert LOG.encode() not in client.get("/admin/").content


def test_another_agencys_admin_finds_no_log_there(health_admin: User, transport: Agency):
    assert signed_in(health_admin, host="transport.admin.gov.test").get(LOG).status_code == 404


def test_members_are_named_and_people_of_elsewhere_are_not(
    health: Agency, health_admin: User, transport: Agency, platform_admin: User
):
    record("tenants.suspend", agency=health, actor=platform_admin)
    record("tenants.reactivate", agency=health, actor=health_admin)

    content = signed_in(health_admin).get(LOG).content.decode()

    assert health_admin.name in content
    assert platform_admin.name not in content
    assert platform_admin.email not in content
    assert "Someone of the platform" in content


def test_a_person_who_has_left_is_still_named(health: Agency, health_admin: User):
    from tenants.actions import end_membership

    member = MemberFactory(email="gone@health.example", name="Robin Gone", agencies=[health])
    end_membership(email=member.email, agency=health, ended_by=health_admin)

    content = signed_in(health_admin).get(f"{LOG}?actor={health_admin.uid}").content.decode()

    assert "Robin Gone" in content


def test_a_moment_reads_as_one(health: Agency, health_admin: User):
    record(
        "tenants.enter_agency", agency=health, details={"until": "2026-03-01T12:00:00+00:00", "reason": "Since 2026"}
    )

    content = signed_in(health_admin).get(LOG).content.decode()

    assert "2026-03-01T12" not in content
    assert "1 March 2026" in content
    assert "reason: Since 2026" in content


def test_the_choice_of_persons_offers_members_alone(health: Agency, health_admin: User, transport_editor: User):
    content = signed_in(health_admin).get(LOG).content.decode()

    assert str(health_admin.uid) in content
    assert str(transport_editor.uid) not in content
    assert transport_editor.name not in content


def test_filters_narrow_by_person_action_day_and_words(health_home: Page, health_admin: User):
    agency = health_home.agency
    StandardPageFactory(parent=health_home, title="Clinics")
    record("tenants.suspend", agency=agency, actor=health_admin)
    client = signed_in(health_admin)

    def listed(query: str) -> str:
        return csv_of(client.get(f"{LOG}?export=csv&{query}"))

    assert len(listed(f"actor={health_admin.uid}").splitlines()) >= 2
    assert "Clinics" not in listed(f"actor={health_admin.uid}")
    assert "Suspend" in listed("action=tenants.suspend")
    assert "Clinics" not in listed("action=tenants.suspend")
    assert "Clinics" in listed("q=clinics")
    assert len(listed("at_from=2090-01-01").splitlines()) == 1
    assert "Clinics" in listed("at_from=2020-01-01")


def test_the_export_is_in_the_log_and_holds_no_formula(health: Agency, health_admin: User):
    record("tenants.suspend", agency=health, subject=("x", "y"), details={"label": "=HYPERLINK(1)"})
    record("tenants.suspend", agency=health, details={"=cmd": "x"})

    text = csv_of(signed_in(health_admin).get(f"{LOG}?export=csv"))

    assert all(not cell.startswith(("=", "+", "-", "@")) for line in text.splitlines() for cell in line.split(","))
    assert "'=cmd: x" in text
    with tenant_scope(health):
        assert AuditEntry.objects.filter(action="tenants.export_audit", actor=health_admin.uid).count() == 1


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx"])
def test_a_formula_becomes_text(cell: str):
    assert harmless(cell) == f"'{cell}"


def test_a_long_log_is_exported_whole(health: Agency, health_admin: User, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tenants.views.audit._BATCH", 2)
    with tenant_scope(health):
        count = AuditEntry.objects.count()
    assert count > 4

    text = csv_of(signed_in(health_admin).get(f"{LOG}?export=csv"))

    # A heading, and the export itself and the sign-in of the test besides.
    numbers = [line.split(",")[0] for line in text.splitlines()[1:]]
    assert len(numbers) >= count
    assert len(set(numbers)) == len(numbers)


def test_the_platforms_log_is_the_platforms(platform: Agency, platform_admin: User, health: Agency):
    record("tenants.failed_sign_in", agency=platform, details={"label": "of the platform"})

    assert b"of the platform" in signed_in(platform_admin, host="platform.admin.gov.test").get(LOG).content


@pytest.mark.parametrize("number", [1, 30])
def test_the_screen_costs_the_same_however_long_the_log(
    number: int, health_home: Page, health_admin: User, django_assert_max_num_queries: Any
):
    for n in range(number):
        member = MemberFactory(name=f"Member {n}")
        add_member(email=member.email, agency=health_home.agency, role=Role.VIEWER)
        record("tenants.suspend", agency=health_home.agency, actor=member)
    client = signed_in(health_admin)
    client.get(LOG)

    with django_assert_max_num_queries(25):
        assert client.get(LOG).status_code == 200
