"""The first screen says where somebody works, as what, what waits for her and who approves; nothing of others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.actions import add_member, add_team
from tenants.first_screen import places_of
from tenants.models import Agency, Membership, Role
from tenants.scope import tenant_scope
from tests.conftest import home_of
from tests.factories import AgencyFactory, MemberFactory, StandardPageFactory, launched
from tests.isolation.conftest import CANARY, signed_in
from tests.tenants.test_departures import written_by

START = "admin.gov.test"


def submitted(page: Page, user: User) -> None:
    """Submit it for approval."""
    with tenant_scope(page.agency):
        page.get_workflow().start(page, user)


def first_screen(user: User) -> str:
    """The start page, with single spaces."""
    return " ".join(signed_in(user, START).get("/").content.decode().split())


def test_a_newcomer_reads_where_she_works_and_who_approves(
    health: Agency, health_home: Page, transport: Agency, health_publisher: User
):
    section = StandardPageFactory(parent=health_home, title="Clinics", slug="clinics")
    team, _new = add_team(agency=health, key="web", name="Web team")
    Membership.objects.filter(user=health_publisher).update(team=None)
    user = add_member(email="new@health.example", agency=health, role=Role.EDITOR, section=section, team=team).user
    add_member(email="new@health.example", agency=transport, role=Role.VIEWER)

    page = first_screen(user)

    assert "Ministry of Health" in page
    assert "Editor · section: Clinics · Web team" in page
    assert f"What you submit is approved by {health_publisher.name}." in page
    assert "http://transport.admin.gov.test:8000/admin/" in page
    assert "Enter another agency" not in page


def test_what_waits_is_counted_where_it_waits(
    health: Agency,
    transport: Agency,
    health_home: Page,
    transport_home: Page,
    both_editor: User,
    health_publisher: User,
):
    written_by(both_editor, health_home, "draft")
    mine, theirs = written_by(both_editor, health_home, "mine"), written_by(both_editor, transport_home, "theirs")
    submitted(mine, both_editor)
    submitted(theirs, both_editor)
    colleague = MemberFactory(email="c@health.example", agencies=[health])
    hers = written_by(colleague, health_home, "hers")
    submitted(hers, colleague)

    editor = {place.agency.key: place for place in places_of(both_editor)}
    publisher = {place.agency.key: place for place in places_of(health_publisher)}

    assert {key: (len(p.drafts), p.reviews.to_decide, p.reviews.submitted) for key, p in editor.items()} == {
        "health": (2, 0, 1),
        "transport": (1, 0, 1),
    }
    assert {key: (p.reviews.to_decide, p.reviews.submitted) for key, p in publisher.items()} == {"health": (2, 0)}
    assert "2 pages wait for your approval" in first_screen(health_publisher)
    assert "2 unfinished drafts of yours" in first_screen(both_editor)
    assert "1 page you submitted waits for others" in first_screen(both_editor)


def test_an_approver_of_a_section_is_told_of_her_section_alone(health: Agency, health_home: Page, health_editor: User):
    section = StandardPageFactory(parent=health_home, title="Clinics", slug="clinics")
    inside, outside = written_by(health_editor, section, "inside"), written_by(health_editor, health_home, "outside")
    submitted(inside, health_editor)
    submitted(outside, health_editor)
    approver = add_member(email="p@health.example", agency=health, role=Role.PUBLISHER, section=section).user
    elsewhere = add_member(email="e@health.example", agency=health, role=Role.EDITOR, section=outside).user

    [place] = places_of(approver)
    assert place.reviews.to_decide == 1
    [place] = places_of(elsewhere)
    assert place.approvers == []
    assert "Nobody here may approve your pages yet" in first_screen(elsewhere)


def test_nothing_of_an_agency_she_left_or_never_was_in(
    health: Agency, transport: Agency, transport_home: Page, health_editor: User
):
    MemberFactory(email="x@transport.example", name=CANARY, agencies=[transport], role=Role.PUBLISHER)
    page = written_by(health_editor, transport_home, "zugvogel")
    Membership.objects.filter(user=health_editor).exclude(agency=health).delete()

    for screen in (first_screen(health_editor), signed_in(health_editor).get("/admin/").content.decode()):
        assert CANARY.lower() not in screen.lower()
        assert "Transport" not in screen
    assert page.owner == health_editor


def test_the_dashboard_says_it_for_one_agency(
    health: Agency, health_home: Page, transport_home: Page, both_editor: User, health_publisher: User
):
    written_by(both_editor, health_home, "winter-draft")
    written_by(both_editor, transport_home, "summer-draft")

    panel = " ".join(signed_in(both_editor).get("/admin/").content.decode().split())

    assert "Your place here" in panel
    assert f"What you submit is approved by {health_publisher.name}." in panel
    assert "Winter-Draft" in panel
    assert "Summer-Draft" not in panel


def test_fifty_agencies_cost_what_one_costs(db: None):
    user = MemberFactory(email="wide@gov.example")
    counts = []
    for number in (1, 50):
        while Membership.objects.filter(user=user).count() < number:
            agency = AgencyFactory()
            if Membership.objects.filter(user=user).count() < 2:
                launched(agency)
                submitted(written_by(user, home_of(agency), "draft"), user)
            add_member(email=user.email, agency=agency, role=Role.EDITOR)
            MemberFactory(agencies=[agency], role=Role.PUBLISHER)
        client = signed_in(user, START)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/").content.decode()
        assert page.count("What you submit is approved by") == number
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 12


@pytest.mark.parametrize("number", [1, 20])
def test_the_panel_costs_the_same_however_much_is_unfinished(
    health: Agency, health_home: Page, health_editor: User, number: int
):
    for n in range(number):
        written_by(health_editor, health_home, f"draft-{n}")
    with CaptureQueriesContext(connection) as queries, tenant_scope(health):
        [place] = places_of(health_editor, within=health)
        assert len(place.drafts) == number
        assert len(place.newest_drafts) == min(number, 5)

    assert len(queries) == 4
