"""The scope decides which rows a query sees, at the moment it runs."""

import pytest
from django import forms

from tenants.errors import NoTenantScope
from tenants.models import Agency, Team
from tenants.scope import current_agency, current_scope, every_agency, tenant_scope


@pytest.fixture
def teams(health: Agency, transport: Agency) -> list[Team]:
    """A team in each agency, and the platform's pages of nobody."""
    return [Team.objects.create(agency=agency, key="web", name=f"{agency.name} web") for agency in (health, transport)]


def names() -> set[str]:
    """The teams in scope."""
    return set(Team.objects.values_list("agency__key", flat=True))


def test_rows_of_agencies_need_a_scope(teams: list[Team]):
    with pytest.raises(NoTenantScope):
        list(Team.objects.all())
    with pytest.raises(NoTenantScope):
        Team.objects.filter(key="web").update(name="x")
    with pytest.raises(NoTenantScope):
        Team.objects.all().delete()
    with pytest.raises(NoTenantScope):
        Team.objects.count()


def test_a_scope_shows_its_agency_and_gives_back_the_one_before(teams: list[Team], health: Agency, transport: Agency):
    with tenant_scope(health):
        assert names() == {"health"}
        with tenant_scope(transport):
            assert names() == {"transport"}
        with every_agency(reason="a test"):
            assert names() == {"health", "transport"}
        assert current_agency() == health
    assert current_scope() is None


def test_a_scope_is_left_when_work_fails(health: Agency):
    with pytest.raises(ZeroDivisionError), tenant_scope(health):
        raise ZeroDivisionError
    assert current_scope() is None


def test_every_agency_asks_for_a_reason():
    with pytest.raises(ValueError, match="Say why"), every_agency(reason=" "):
        pass


def test_no_single_agency_where_all_are_meant():
    with every_agency(reason="a test"), pytest.raises(NoTenantScope):
        current_agency()


def test_the_scope_is_read_when_the_query_runs(teams: list[Team], health: Agency, transport: Agency):
    with tenant_scope(transport):
        built_elsewhere = Team.objects.all()

    with tenant_scope(health):
        assert [team.agency for team in built_elsewhere] == [health]


def test_a_form_class_made_in_one_agency_offers_the_rows_of_the_next(
    teams: list[Team], health: Agency, transport: Agency
):
    with tenant_scope(transport):

        class TeamForm(forms.Form):
            team = forms.ModelChoiceField(Team.objects.all())

    with tenant_scope(health):
        assert [team.agency for team in TeamForm().fields["team"].queryset] == [health]
        assert not TeamForm({"team": teams[1].pk}).is_valid()


@pytest.mark.parametrize("other", ["update", "delete", "get"])
def test_rows_of_the_other_agency_are_out_of_reach(teams: list[Team], health: Agency, other: str):
    theirs = teams[1].pk
    with tenant_scope(health):
        rows = Team.objects.filter(pk=theirs)
        if other == "get":
            assert rows.first() is None
        elif other == "update":
            assert rows.update(name="taken over") == 0
        else:
            assert rows.delete()[0] == 0
    with every_agency(reason="a test"):
        assert Team.objects.get(pk=theirs).name == "Transport Agency web"


def test_joins_and_subqueries_are_narrowed(teams: list[Team], health: Agency):
    with tenant_scope(health):
        assert Team.objects.filter(agency__key="transport").count() == 0
        assert not Agency.objects.filter(pk__in=Team.objects.values("agency"), key="transport").exists()
