"""Admins of the platform are nobody in an agency until they enter it, with a reason and for a while."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.actions import add_member, end_membership, enter_agency
from tenants.errors import UserError
from tenants.models import Agency, AuditEntry, Membership, Role
from tenants.scope import tenant_scope
from tests.factories import MemberFactory
from tests.isolation.conftest import signed_in

START = "admin.gov.test"
REASON = "Looks at a broken form"


@pytest.fixture
def second_platform_admin(platform: Agency, platform_admin: User) -> User:
    """So that the first may go."""
    return MemberFactory(email="second@platform.example", agencies=[platform], role=Role.AGENCY_ADMIN)


def entered(client: Client, *, key: str = "health", reason: str = REASON, minutes: int = 15, role: str = "viewer"):
    """Fill in the form of the start host."""
    form = {"reason": reason, "minutes": minutes, "role": role}
    return client.post(f"/enter/{key}/", form, headers={"host": START})


def log_of(agency: Agency) -> list[tuple[str, dict]]:
    """What the agency reads in its log about entries."""
    with tenant_scope(agency):
        entries = AuditEntry.objects.filter(action__in=["tenants.enter_agency", "tenants.leave_agency"])
        return [(entry.action, entry.details) for entry in entries.order_by("pk")]


def test_the_platforms_admin_is_nobody_in_an_agency(platform_admin: User, health: Agency, health_home: Page):
    client = signed_in(platform_admin)

    assert client.get("/admin/").status_code == 404
    assert client.get(f"/admin/pages/{health_home.pk}/edit/").status_code == 404


def test_she_enters_for_a_while_and_the_agency_reads_it(platform_admin: User, health: Agency, health_admin: User):
    client = signed_in(platform_admin, START)
    assert "Ministry of Health" in client.get("/enter/?q=heal").content.decode()

    answer = entered(client)

    assert answer["Location"] == "http://health.admin.gov.test:8000/admin/"
    inside = client.get("/admin/", headers={"host": "health.admin.gov.test"})
    assert inside.status_code == 200
    assert "You are in Ministry of Health for the platform until" in inside.content.decode()
    assert REASON in inside.content.decode()
    [(action, facts)] = log_of(health)
    assert action == "tenants.enter_agency"
    assert facts["reason"] == REASON
    assert facts["role"] == "viewer"
    people = signed_in(health_admin).get("/admin/people/").content.decode()
    assert REASON in people
    assert "You are in Ministry of Health for the platform" not in people


def test_an_entry_ends_by_itself(platform_admin: User, health: Agency):
    enter_agency(user=platform_admin, agency=health, reason=REASON, lasts=timedelta(minutes=15))
    client = signed_in(platform_admin)
    assert client.get("/admin/").status_code == 200

    past = timezone.now() - timedelta(hours=1)
    Membership.objects.entries().update(starts_at=past, ends_at=past + timedelta(minutes=15))

    assert client.get("/admin/").status_code == 404


@pytest.mark.parametrize("where", ["inside", "start"])
def test_she_leaves_early(platform_admin: User, health: Agency, where: str):
    client = signed_in(platform_admin, START)
    entered(client)

    if where == "inside":
        answer = client.post("/admin/leave/", headers={"host": "health.admin.gov.test"})
        assert answer["Location"] == "http://admin.gov.test:8000/"
    else:
        client.post("/enter/health/leave/", headers={"host": START})

    assert client.get("/admin/", headers={"host": "health.admin.gov.test"}).status_code == 404
    assert [action for action, _facts in log_of(health)] == ["tenants.enter_agency", "tenants.leave_agency"]
    assert not platform_admin.groups.filter(name__startswith="health/").exists()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.AGENCY_ADMIN])
def test_inside_she_is_what_she_chose_and_no_more(platform_admin: User, health: Agency, health_home: Page, role: Role):
    client = signed_in(platform_admin, START)
    entered(client, role=role)

    edit = client.get(f"/admin/pages/{health_home.pk}/edit/", headers={"host": "health.admin.gov.test"})
    people = client.get("/admin/people/", headers={"host": "health.admin.gov.test"})

    assert edit.status_code == (403 if role == Role.VIEWER else 200)
    assert people.status_code == (200 if role == Role.AGENCY_ADMIN else 403)
    with tenant_scope(health):
        assert not health_home.permissions_for_user(User.objects.get(pk=platform_admin.pk)).can_delete()


@pytest.mark.parametrize(
    "person", ["health_admin", "transport_editor", "platform_editor", "platform_section_admin", "anonymous"]
)
def test_nobody_else_enters(person: str, platform: Agency, health: Agency, health_admin: User, transport_editor: User):
    home = platform.sites.get().site.root_page
    add_member(email="part@platform.example", agency=platform, role=Role.AGENCY_ADMIN, section=home)
    people = {
        "health_admin": health_admin,
        "transport_editor": transport_editor,
        "platform_editor": MemberFactory(email="e@platform.example", agencies=[platform], role=Role.PUBLISHER),
        "platform_section_admin": User.objects.get(email="part@platform.example"),
    }
    client = signed_in(people[person], START) if person in people else Client(headers={"host": START})

    answers = [client.get("/enter/"), client.get("/enter/transport/"), entered(client)]

    assert {answer.status_code for answer in answers} == {404 if person in people else 302}
    assert not Membership.objects.entries().exists()
    if person in people:
        with pytest.raises(UserError, match="Only admins of the platform"):
            enter_agency(user=people[person], agency=health, reason=REASON, lasts=timedelta(minutes=15))


@pytest.mark.parametrize(
    "wrong",
    [{"reason": ""}, {"reason": "x"}, {"reason": "x" * 400}, {"minutes": 5}, {"minutes": 100000}, {"role": "king"}],
)
def test_an_entry_needs_a_reason_and_an_end(platform_admin: User, health: Agency, wrong: dict):
    assert entered(signed_in(platform_admin, START), **wrong).status_code == 200

    assert not Membership.objects.entries().exists()


def test_a_closed_an_own_and_an_unknown_agency_are_not_entered(platform_admin: User, platform: Agency, health: Agency):
    client = signed_in(platform_admin, START)

    assert "You work in" in entered(client, key="platform").content.decode()
    assert entered(client, key="nobody").status_code == 404
    Agency.objects.filter(pk=health.pk).update(status=Agency.Status.SUSPENDED)
    assert "is Suspended" in entered(client).content.decode()
    assert not Membership.objects.entries().exists()


def test_an_entry_is_not_the_agencys_to_change(platform_admin: User, health: Agency, health_admin: User):
    entry = enter_agency(user=platform_admin, agency=health, reason=REASON, lasts=timedelta(hours=1))
    client = signed_in(health_admin)

    for path in (f"/admin/people/{entry.uid}/", f"/admin/people/{entry.uid}/end/"):
        assert client.post(path, {"role": "agency_admin"}).status_code == 404
    with pytest.raises(CommandError, match="is not a member"):
        call_command("end_membership", health_admin.email, "--agency", "health", "--heir", platform_admin.email)
    entry.refresh_from_db()
    assert (entry.role, entry.ends_at > timezone.now()) == (Role.VIEWER, True)


def test_an_entry_keeps_no_agency_running(platform_admin: User, health: Agency, health_admin: User):
    enter_agency(user=platform_admin, agency=health, reason=REASON, lasts=timedelta(hours=1), role=Role.AGENCY_ADMIN)

    with pytest.raises(UserError, match="last agency admin"):
        end_membership(email=health_admin.email, agency=health)


@pytest.mark.parametrize("how", ["ended", "demoted"])
def test_who_no_longer_runs_the_platform_is_out_at_once(
    platform: Agency, platform_admin: User, second_platform_admin: User, health: Agency, how: str
):
    enter_agency(user=platform_admin, agency=health, reason=REASON, lasts=timedelta(hours=8))

    if how == "ended":
        end_membership(email=platform_admin.email, agency=platform)
    else:
        add_member(email=platform_admin.email, agency=platform, role=Role.EDITOR)

    assert signed_in(platform_admin).get("/admin/").status_code == 404


def test_entering_again_replaces_and_becoming_a_member_ends_it(platform_admin: User, health: Agency):
    for role in (Role.AGENCY_ADMIN, Role.VIEWER):
        enter_agency(user=platform_admin, agency=health, reason=REASON, lasts=timedelta(hours=1), role=role)
    assert Membership.objects.current().entries().get().role == Role.VIEWER

    add_member(email=platform_admin.email, agency=health, role=Role.EDITOR)

    assert not Membership.objects.current().entries().exists()
    assert Membership.objects.current().get(agency=health, user=platform_admin).role == Role.EDITOR


def test_she_does_not_make_herself_at_home(platform_admin: User, health: Agency):
    client = signed_in(platform_admin, START)
    entered(client, role="agency_admin")

    form = {"email": platform_admin.email.upper(), "name": "", "role": "agency_admin"}
    answer = client.post("/admin/people/invite/", form, headers={"host": "health.admin.gov.test"})

    assert "Nobody invites herself" in answer.content.decode()


def test_a_member_has_nothing_to_leave(health: Agency, health_editor: User):
    client = signed_in(health_editor)

    assert client.post("/admin/leave/").status_code == 403
    assert client.get("/admin/").status_code == 200


def test_the_commands(platform_admin: User, health: Agency, capsys: pytest.CaptureFixture[str]):
    enter = ("enter_agency", platform_admin.email, "--agency", "health", "--reason")
    for wrong in ((REASON, "--minutes", "14"), (REASON, "--minutes", "481"), ("x",), (REASON, "--role", "king")):
        with pytest.raises(CommandError):
            call_command(*enter, *wrong)

    call_command(*enter, REASON, "--minutes", "30", "--role", "editor")
    assert "is in Ministry of Health as editor until" in capsys.readouterr().out
    assert signed_in(platform_admin).get("/admin/").status_code == 200
    for _time in range(2):
        call_command("leave_agency", platform_admin.email, "--agency", "health")
    said = capsys.readouterr().out
    assert "has left" in said
    assert "has no entry" in said
    assert signed_in(platform_admin).get("/admin/").status_code == 404
