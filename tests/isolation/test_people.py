"""People of an agency: its admins invite, change and end them, within their own agency alone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.actions import add_member, add_team, end_membership, invite
from tenants.models import Agency, AuditEntry, Invitation, Membership, Role
from tenants.scope import every_agency, tenant_scope
from tests.factories import MemberFactory, StandardPageFactory
from tests.isolation.conftest import CANARY, signed_in

START = "admin.gov.test"
PASSWORD = "blue kettle mountain"


@pytest.fixture
def second_admin(health: Agency) -> User:
    """Runs Health's sites too."""
    return MemberFactory(email="second@health.example", name="Sela", agencies=[health], role=Role.AGENCY_ADMIN)


def role_in(agency: Agency, email: str) -> str | None:
    """The role somebody has now."""
    membership = Membership.objects.current().filter(agency=agency, user__email=email).first()
    return membership.role if membership else None


def place_of(user: User, agency: Agency) -> Membership:
    """Her present membership."""
    return Membership.objects.current().get(user=user, agency=agency)


def link_in(message: Any) -> str:
    """The path of the link in an invitation."""
    return re.search(r"http://admin\.gov\.test:8000(/invitation/\S+)", message.body).group(1)


def invited(client: Client, email: str, **form: Any) -> Any:
    """Fill in the form."""
    return client.post("/admin/people/invite/", {"email": email, "name": "", "role": "editor", **form})


def test_an_admin_sees_her_agencys_people_and_no_others(
    health: Agency, transport: Agency, health_admin: User, health_editor: User
):
    MemberFactory(email="secret@transport.example", name=CANARY, agencies=[transport])
    MemberFactory(email="gone@health.example", name="Gone Person", agencies=[health])
    end_membership(email="gone@health.example", agency=health)
    team, _new = add_team(agency=health, key="web", name="Web team")
    Membership.objects.filter(user=health_editor).update(team=team)
    client = signed_in(health_admin)

    page = client.get("/admin/people/").content.decode()

    assert "editor@health.example" in page
    assert "Web team" in page
    for word in (CANARY, "transport", "Gone Person"):
        assert word.lower() not in page.lower()
    found = client.get("/admin/people/results/?q=editor@").content.decode()
    assert "editor@health.example" in found
    assert health_admin.email not in found
    assert CANARY not in client.get("/admin/people/results/?q=secret").content.decode()


@pytest.mark.parametrize("number", [1, 25])
def test_the_list_costs_the_same_however_many_people(
    health: Agency, health_home: Page, health_admin: User, number: int, django_assert_max_num_queries
):
    section = StandardPageFactory(parent=health_home, title="Clinics", slug="clinics")
    for n in range(number):
        add_member(email=f"p{n}@health.example", agency=health, role=Role.EDITOR, section=section)
        invite(email=f"i{n}@health.example", agency=health, role=Role.EDITOR, section=section)
    client = signed_in(health_admin)
    client.get("/admin/people/")

    with django_assert_max_num_queries(20):
        assert "p0@health.example" in client.get("/admin/people/").content.decode()


@pytest.mark.parametrize("person", ["health_publisher", "health_editor", "health_viewer"])
def test_nobody_else_of_the_agency_may(request: pytest.FixtureRequest, person: str, health: Agency, health_admin: User):
    client = signed_in(request.getfixturevalue(person))
    uid = place_of(health_admin, health).uid

    for path in ("/admin/people/", "/admin/people/invite/", f"/admin/people/{uid}/", f"/admin/people/{uid}/end/"):
        assert client.get(path).status_code == 403
        assert client.post(path, {"email": "x@x.example", "role": "agency_admin"}).status_code == 403
    assert "/admin/people/" not in client.get("/admin/").content.decode()
    assert role_in(health, health_admin.email) == Role.AGENCY_ADMIN


def test_an_agency_admin_of_a_section_does_not_run_the_agency(health: Agency, health_home: Page):
    section = StandardPageFactory(parent=health_home, title="Clinics", slug="clinics")
    membership = add_member(email="part@health.example", agency=health, role=Role.AGENCY_ADMIN, section=section)

    assert signed_in(membership.user).get("/admin/people/").status_code == 403


def test_people_and_invitations_of_another_agency_are_not_there(
    health_admin: User, transport: Agency, transport_editor: User
):
    client = signed_in(health_admin)
    theirs = invite(email="new@transport.example", agency=transport, role=Role.EDITOR)
    uid = place_of(transport_editor, transport).uid

    for path in (f"/admin/people/{uid}/", f"/admin/people/{uid}/end/", f"/admin/people/invitations/{theirs.uid}/"):
        assert client.get(path).status_code in {404, 405}
        assert client.post(path, {"role": "viewer"}).status_code == 404
    assert role_in(transport, transport_editor.email) == Role.EDITOR
    with tenant_scope(transport):
        assert Invitation.objects.open().count() == 1


def test_a_newcomer_is_invited_and_comes(client: Client, health: Agency, health_admin: User, mailoutbox):
    answer = invited(signed_in(health_admin), "New@Health.example ", role="publisher", name="Nova")

    assert answer.status_code == 302
    assert not User.objects.filter(email="new@health.example").exists()
    [message] = mailoutbox
    assert message.to == ["new@health.example"]
    assert "Ministry of Health" in message.subject
    assert "Ministry of Health" in message.body
    path = link_in(message)
    offer = client.get(path, headers={"host": START}).content.decode()
    assert "Work for Ministry of Health" in offer
    assert 'value="Nova"' in offer
    weak = client.post(path, {"name": "Nova", "password1": "12345", "password2": "12345"}, headers={"host": START})
    assert weak.status_code == 200
    form = {"name": "Nova Amber", "password1": PASSWORD, "password2": PASSWORD}
    done = client.post(path, form, headers={"host": START})
    assert done["Location"].startswith("/admin/login/?next=http%3A%2F%2Fhealth.admin.gov.test")
    user = User.objects.get(email="new@health.example")
    assert (user.name, user.check_password(PASSWORD), user.is_superuser) == ("Nova Amber", True, False)
    assert role_in(health, user.email) == Role.PUBLISHER
    assert signed_in(user).get("/admin/").status_code == 200


def test_a_link_works_once(client: Client, health: Agency, health_admin: User, mailoutbox):
    invited(signed_in(health_admin), "new@health.example")
    path = link_in(mailoutbox[0])
    form = {"name": "Nova", "password1": PASSWORD, "password2": PASSWORD}
    client.post(path, form, headers={"host": START})
    end_membership(email="new@health.example", agency=health)

    for method in (client.get, client.post):
        again = method(path, headers={"host": START})
        assert again.status_code == 404
        assert "Ministry of Health" not in again.content.decode()
    assert role_in(health, "new@health.example") is None


@pytest.mark.parametrize("why", ["late", "withdrawn", "sent again", "suspended", "wrong"])
def test_a_link_that_does_not_work_says_nothing(
    client: Client, health: Agency, health_admin: User, mailoutbox, why: str
):
    admin = signed_in(health_admin)
    invited(admin, "new@health.example")
    path = link_in(mailoutbox[0])
    with tenant_scope(health):
        invitation = Invitation.objects.get()
        if why == "late":
            Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        elif why == "withdrawn":
            admin.post(f"/admin/people/invitations/{invitation.uid}/")
        elif why == "sent again":
            admin.post(f"/admin/people/invitations/{invitation.uid}/", {"again": "1"})
            assert client.get(link_in(mailoutbox[1]), headers={"host": START}).status_code == 200
        elif why == "suspended":
            Agency.objects.filter(pk=health.pk).update(status=Agency.Status.SUSPENDED)
        else:
            path = "/invitation/nothing/"

    answer = client.get(path, headers={"host": START})

    assert answer.status_code == 404
    assert "Ministry of Health" not in answer.content.decode()


def test_an_invitation_lasts_seven_days(health: Agency):
    invitation = invite(email="new@health.example", agency=health, role=Role.EDITOR)

    assert timedelta(days=6, hours=23) < invitation.expires_at - timezone.now() <= timedelta(days=7)


def test_inviting_does_not_tell_whether_there_is_an_account(
    client: Client, health: Agency, transport: Agency, health_admin: User, mailoutbox
):
    known = MemberFactory(email="known@transport.example", name=CANARY, agencies=[transport])
    admin = signed_in(health_admin)

    answers = [invited(admin, email) for email in (known.email, "unknown@transport.example")]
    page = admin.get("/admin/people/").content.decode()

    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert CANARY not in page
    bodies = [re.sub(r"/invitation/\S+", "", message.body) for message in mailoutbox]
    assert bodies[0] == bodies[1]
    assert "Transport" not in bodies[0]
    # Who reads the mail keeps her account and password, and works in both.
    path = link_in(mailoutbox[0])
    offer = client.get(path, headers={"host": START}).content.decode()
    assert "password1" not in offer
    assert "Transport" not in offer
    client.post(path, {"password1": PASSWORD, "name": "Somebody"}, headers={"host": START})
    known.refresh_from_db()
    assert (known.name, known.check_password(PASSWORD)) == (CANARY, False)
    assert (role_in(health, known.email), role_in(transport, known.email)) == (Role.EDITOR, Role.EDITOR)


def test_a_member_is_not_invited_again_and_nobody_is_flooded(health: Agency, health_admin: User, health_editor: User):
    client = signed_in(health_admin)

    assert "is a member already" in invited(client, health_editor.email).content.decode()
    for _time in range(5):
        assert invited(client, "new@health.example").status_code == 302
    assert "too many invitations" in invited(client, "new@health.example").content.decode()
    assert len(mail.outbox) == 5
    with tenant_scope(health):
        assert Invitation.objects.open().count() == 1


def test_an_old_invitation_lowers_nobody(client: Client, health: Agency, health_admin: User, mailoutbox):
    invited(signed_in(health_admin), "new@health.example", role="viewer")
    add_member(email="new@health.example", agency=health, role=Role.PUBLISHER)

    client.post(link_in(mailoutbox[0]), headers={"host": START})

    assert role_in(health, "new@health.example") == Role.PUBLISHER


def test_role_section_and_team_are_changed(health: Agency, health_home: Page, health_admin: User, health_editor: User):
    section = StandardPageFactory(parent=health_home, title="Clinics", slug="clinics")
    team, _new = add_team(agency=health, key="web", name="Web team")
    client = signed_in(health_admin)
    path = f"/admin/people/{place_of(health_editor, health).uid}/"
    assert client.get(path).status_code == 200

    client.post(path, {"role": "publisher", "section": section.pk, "team": team.pk})

    changed = place_of(health_editor, health)
    assert (changed.role, changed.section_id, changed.team_id) == (Role.PUBLISHER, section.pk, team.pk)
    client.post(f"/admin/people/{changed.uid}/", {"role": "publisher", "section": section.pk, "team": ""})
    assert place_of(health_editor, health).team is None
    with tenant_scope(health):
        assert AuditEntry.objects.get(action="tenants.leave_team").details["team"] == "web"
        assert not AuditEntry.objects.filter(action="tenants.other_write").exists()


def test_a_section_or_team_of_another_agency_is_refused(
    health: Agency, transport: Agency, transport_home: Page, health_admin: User, health_editor: User
):
    theirs = StandardPageFactory(parent=transport_home, title=CANARY, slug="secret")
    team, _new = add_team(agency=transport, key="roads", name=CANARY)
    client = signed_in(health_admin)
    path = f"/admin/people/{place_of(health_editor, health).uid}/"

    for wrong in ({"section": theirs.pk}, {"team": team.pk}, {"section": health.root_page_id}, {"role": "superuser"}):
        for address, form in ((path, {"role": "editor"}), ("/admin/people/invite/", {"email": "n@x.example"})):
            answer = client.post(address, {"role": "editor", **form, **wrong})
            assert answer.status_code == 200
            assert CANARY not in answer.content.decode()
    assert place_of(health_editor, health).section is None
    with every_agency(reason="a test"):
        assert not Invitation.objects.exists()


def test_no_form_has_a_superuser_tick_or_touches_the_account(health: Agency, health_admin: User, health_editor: User):
    client = signed_in(health_admin)
    path = f"/admin/people/{place_of(health_editor, health).uid}/"

    form = client.get(path).content.decode()
    client.post(path, {"role": "viewer", "is_superuser": "on", "email": "x@x.example", "password": "x", "name": "X"})

    assert "superuser" not in form
    before = (health_editor.email, health_editor.name, health_editor.password)
    health_editor.refresh_from_db()
    assert (health_editor.email, health_editor.name, health_editor.password) == before
    assert not health_editor.is_superuser


def test_the_last_agency_admin_stays(health: Agency, health_admin: User):
    client = signed_in(health_admin)
    uid = place_of(health_admin, health).uid

    demoted = client.post(f"/admin/people/{uid}/", {"role": "editor"})
    ended = client.post(f"/admin/people/{uid}/end/")

    for answer in (demoted, ended):
        assert "is the last agency admin" in answer.content.decode()
    assert role_in(health, health_admin.email) == Role.AGENCY_ADMIN


def test_one_of_two_admins_may_step_down_and_leave(health: Agency, health_admin: User, second_admin: User):
    client = signed_in(second_admin)

    assert client.post(f"/admin/people/{place_of(second_admin, health).uid}/", {"role": "editor"}).status_code == 302

    assert role_in(health, second_admin.email) == Role.EDITOR
    assert client.get("/admin/people/").status_code == 403
    add_member(email=second_admin.email, agency=health, role=Role.AGENCY_ADMIN)
    left = signed_in(second_admin).post(f"/admin/people/{place_of(second_admin, health).uid}/end/")
    assert left["Location"] == "http://admin.gov.test:8000/"
    assert role_in(health, second_admin.email) is None


def test_last_seen_is_noted_once_an_hour(health: Agency, health_editor: User):
    signed_in(health_editor).get("/admin/")
    first = place_of(health_editor, health).last_seen_at
    signed_in(health_editor).get("/admin/")

    assert first is not None
    assert place_of(health_editor, health).last_seen_at == first
