"""A person moves from one agency to another: both halves or neither."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from govcms.content.models import StandardPage
from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.actions import add_member, suspend_agency
from tenants.models import Agency, Membership, Role
from tests.factories import MemberFactory
from tests.isolation.conftest import signed_in
from tests.isolation.test_people import role_in
from tests.tenants.test_departures import written_by

MOVE = ("move_member", "editor@health.example", "--from", "health", "--to", "transport", "--role", "publisher")


@pytest.fixture
def draft(health_home: Page, health_editor: User) -> StandardPage:
    """An unfinished page of the person who moves."""
    locked = {"locked": True, "locked_by": health_editor, "locked_at": timezone.now()}
    return written_by(health_editor, health_home, "draft", **locked)


def test_a_person_moves_and_keeps_her_account(
    client: Client,
    health_editor: User,
    health_publisher: User,
    health: Agency,
    transport: Agency,
    draft: StandardPage,
    capsys: pytest.CaptureFixture[str],
):
    profile = UserProfile.get_for_user(health_editor)
    profile.preferred_language = "fr"
    profile.save()
    password = health_editor.password
    here = signed_in(health_editor)
    assert here.get("/admin/").status_code == 200

    call_command(*MOVE, "--heir", health_publisher.email)

    assert "has moved from Ministry of Health to Transport Agency, as publisher" in capsys.readouterr().out
    assert (role_in(health, health_editor.email), role_in(transport, health_editor.email)) == (None, "publisher")
    health_editor.refresh_from_db()
    assert health_editor.password == password
    assert UserProfile.objects.get(user=health_editor).preferred_language == "fr"
    draft.refresh_from_db()
    assert (draft.locked_by, draft.owner) == (None, health_publisher)
    # The session stays; what it opens is another agency.
    assert here.get("/admin/").status_code == 404
    assert here.get("/admin/", headers={"host": "transport.admin.gov.test"}).status_code == 200


def test_moving_twice_changes_nothing(
    health_editor: User, health: Agency, transport: Agency, capsys: pytest.CaptureFixture[str]
):
    call_command(*MOVE)
    before = list(Membership.objects.order_by("pk").values_list("pk", "ends_at"))
    logged = ModelLogEntry.objects.count()

    call_command(*MOVE)

    assert list(Membership.objects.order_by("pk").values_list("pk", "ends_at")) == before
    assert ModelLogEntry.objects.count() == logged
    assert "already" in capsys.readouterr().out


def test_who_works_in_both_ends_here_and_changes_there(both_editor: User, health: Agency, transport: Agency):
    call_command("move_member", both_editor.email, *MOVE[2:])

    assert (role_in(health, both_editor.email), role_in(transport, both_editor.email)) == (None, "publisher")
    assert Membership.objects.current().filter(user=both_editor).count() == 1


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (("nobody@health.example", *MOVE[2:]), "There is no account"),
        (("admin@transport.example", *MOVE[2:]), "is not a member"),
        ((MOVE[1], "--from", "health", "--to", "health", "--role", "editor"), "these are one"),
        ((MOVE[1], "--from", "health", "--to", "nobody", "--role", "editor"), "There is no agency"),
        ((MOVE[1], "--from", "health", "--to", "transport", "--role", "king"), "There is no role"),
        ((*MOVE[1:], "--heir", "editor@health.example"), "Nobody inherits from herself"),
        ((*MOVE[1:], "--heir", "admin@transport.example"), "is not a member"),
    ],
)
def test_what_cannot_be_done_is_not_half_done(
    health_editor: User, health: Agency, transport: Agency, wrong: tuple[str, ...], reason: str
):
    MemberFactory(email="admin@transport.example", agencies=[transport], role=Role.AGENCY_ADMIN)
    before = list(Membership.objects.order_by("pk").values_list("pk", "ends_at"))

    with pytest.raises(CommandError, match=reason):
        call_command("move_member", *wrong)

    assert list(Membership.objects.order_by("pk").values_list("pk", "ends_at")) == before


def test_the_last_admin_and_a_closed_agency_stop_a_move(
    health_admin: User, health_editor: User, health: Agency, transport: Agency
):
    with pytest.raises(CommandError, match="last agency admin"):
        call_command("move_member", health_admin.email, *MOVE[2:])
    # Nor does she leave an agency by being lowered in the one she moves to.
    add_member(email=health_editor.email, agency=transport, role=Role.AGENCY_ADMIN)
    with pytest.raises(CommandError, match="last agency admin"):
        call_command(*MOVE)
    assert role_in(health, health_editor.email) == Role.EDITOR
    suspend_agency(agency=transport)
    with pytest.raises(CommandError, match="is Suspended"):
        call_command(*MOVE[:-1], "agency_admin")
    assert role_in(health, health_editor.email) == Role.EDITOR


def test_each_agencys_log_has_its_own_half(health_editor: User, health: Agency, transport: Agency):
    call_command(*MOVE)

    for agency, mine, other in ((health, "tenants.move_out", "transport"), (transport, "tenants.move_in", "health")):
        entries = ModelLogEntry.objects.filter(object_id=str(agency.pk), content_type__model="agency")
        assert entries.filter(action=mine).count() == 1
        said = " ".join(str(entry.data) for entry in entries.filter(action__startswith="tenants.move"))
        assert str(health_editor.uid) in said
        assert other not in said.lower()
