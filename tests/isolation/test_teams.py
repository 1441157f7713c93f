"""Teams of an agency: its admins keep them, pages choose among them, others do not see them."""

import pytest
from django.core.management import CommandError, call_command

from govcms.content.models import StandardPage
from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.actions import add_team, end_team
from tenants.models import Agency, Team
from tenants.scope import every_agency, tenant_scope
from tests.factories import StandardPageFactory
from tests.isolation.conftest import CANARY, signed_in
from tests.isolation.test_daily_work import PAGE_FORM

FORM = {**PAGE_FORM, "title": "Clinics", "slug": "clinics"}


@pytest.fixture
def web(health: Agency) -> Team:
    """A team of Health."""
    return add_team(agency=health, key="web", name="Web team")[0]


@pytest.fixture
def theirs(transport: Agency) -> Team:
    """A team of Transport."""
    return add_team(agency=transport, key="roads", name=f"{CANARY} team")[0]


@pytest.fixture
def page(health_home: Page) -> StandardPage:
    """A page nobody looks after."""
    return StandardPageFactory(parent=health_home, title="Clinics", slug="clinics", live=False)


def teams_of(agency: Agency) -> list[tuple[str, str, bool]]:
    """Key, name and whether it works."""
    with tenant_scope(agency):
        return [(team.key, team.name, team.ended_at is None) for team in Team.objects.order_by("key")]


def test_an_agency_admin_adds_renames_and_ends_a_team(health: Agency, health_admin: User, page: StandardPage):
    client = signed_in(health_admin)

    assert client.post("/admin/teams/new/", {"name": "Ward rounds"}).status_code == 302
    assert teams_of(health) == [("ward-rounds", "Ward rounds", True)]
    with tenant_scope(health):
        team = Team.objects.get()
    client.post(f"/admin/teams/edit/{team.pk}/", {"name": "Wards", "key": "other"})
    assert teams_of(health) == [("ward-rounds", "Wards", True)]
    Page.objects.filter(pk=page.pk).update(owner_team="ward-rounds")
    assert "Pages can no longer be given to this team" in client.get(f"/admin/teams/delete/{team.pk}/").content.decode()
    client.post(f"/admin/teams/delete/{team.pk}/")
    assert teams_of(health) == [("ward-rounds", "Wards", False)]
    assert "Wards (ended)" in client.get("/admin/teams/").content.decode()

    client.post("/admin/teams/new/", {"name": "Wards again", "key": "ward-rounds"})
    assert teams_of(health) == [("ward-rounds", "Wards again", True)]


def test_a_key_is_given_once(health: Agency, health_admin: User, web: Team, theirs: Team):
    client = signed_in(health_admin)

    answer = client.post("/admin/teams/new/", {"name": "Another", "key": "web"})
    assert "Another team has this key." in answer.content.decode()
    # What another agency calls its team is no obstacle.
    client.post("/admin/teams/new/", {"name": "Roads", "key": "roads"})
    assert teams_of(health) == [("roads", "Roads", True), ("web", "Web team", True)]


@pytest.mark.parametrize("person", ["health_publisher", "health_editor", "health_viewer"])
def test_others_may_not(request: pytest.FixtureRequest, person: str, web: Team, health: Agency):
    client = signed_in(request.getfixturevalue(person))

    for path in (
        "/admin/teams/",
        "/admin/teams/new/",
        f"/admin/teams/edit/{web.pk}/",
        f"/admin/teams/delete/{web.pk}/",
    ):
        assert client.get(path).status_code == 403
        assert client.post(path, {"name": "Mine"}).status_code in {403, 405}
    assert teams_of(health) == [("web", "Web team", True)]


def test_another_agencys_team_is_not_there(health_admin: User, web: Team, theirs: Team, transport: Agency):
    client = signed_in(health_admin)

    assert CANARY not in client.get("/admin/teams/").content.decode()
    for path in (f"/admin/teams/edit/{theirs.pk}/", f"/admin/teams/delete/{theirs.pk}/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"name": "Taken over"}).status_code == 404
    assert teams_of(transport) == [("roads", f"{CANARY} team", True)]


def test_a_page_chooses_among_the_agencys_teams(page: StandardPage, health_editor: User, web: Team, theirs: Team):
    client = signed_in(health_editor)
    edit = f"/admin/pages/{page.pk}/edit/"

    form = client.get(edit).content.decode()
    assert "Web team" in form
    assert CANARY not in form
    for key in ("roads", "nobody"):
        answer = client.post(edit, {**FORM, "owner_team": key})
        assert "not one of the available choices" in answer.content.decode()
    assert client.post(edit, {**FORM, "owner_team": "web"}).status_code == 302
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().owner_team == "web"


def test_what_a_page_names_already_is_kept_and_shown(page: StandardPage, health_editor: User, web: Team):
    client = signed_in(health_editor)
    edit = f"/admin/pages/{page.pk}/edit/"
    page.owner_team = "old-unit"
    with tenant_scope(page.agency):
        page.save_revision()
    assert "old-unit (no longer a team)" in client.get(edit).content.decode()
    assert client.post(edit, {**FORM, "owner_team": "old-unit"}).status_code == 302
    assert client.post(edit, {**FORM, "owner_team": "web"}).status_code == 302

    end_team(team=web)

    assert "Web team (ended)" in client.get(edit).content.decode()
    assert client.post(edit, {**FORM, "owner_team": "web"}).status_code == 302
    assert client.post(edit, {**FORM, "owner_team": ""}).status_code == 302
    assert "Web team" not in client.get(edit).content.decode()


@pytest.mark.parametrize("number", [1, 20])
def test_the_list_costs_the_same_however_many_teams(
    health: Agency, health_admin: User, number: int, django_assert_max_num_queries
):
    for n in range(number):
        add_team(agency=health, key=f"team-{n}", name=f"Team {n:02}")
    client = signed_in(health_admin)
    client.get("/admin/teams/")

    with django_assert_max_num_queries(19):
        assert "Team 00" in client.get("/admin/teams/").content.decode()


def test_the_command_is_idempotent(health: Agency, capsys: pytest.CaptureFixture[str]):
    for _time in range(2):
        call_command("add_team", "web", "--name", "Web team", "--agency", "health")
    call_command("add_team", "web", "--name", "Digital", "--agency", "health")

    assert teams_of(health) == [("web", "Digital", True)]
    assert "already" in capsys.readouterr().out
    for wrong in (["a b", "--name", "X"], ["web", "--name", " "], ["x" * 61, "--name", "X"]):
        with pytest.raises(CommandError):
            call_command("add_team", *wrong, "--agency", "health")
    with pytest.raises(CommandError, match="There is no agency"):
        call_command("add_team", "web", "--name", "X", "--agency", "nobody")
    with every_agency(reason="a test"):
        assert Team.objects.count() == 1
