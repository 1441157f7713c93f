"""Second hosts of a site: added with the checks of a launch, primary by choice, taken away again."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from govcms.pages.models import Page
from tenants.actions import add_host, create_agency, launch_site, remove_host
from tenants.errors import UserError
from tenants.models import Agency, Domain, HostMapVersion
from tenants.registry import find_site_template
from tests.factories import StandardPageFactory

OLD, NEW = "health.gov.test", "www.health.example"


def hosts_of(agency: Agency) -> dict[str, bool]:
    """The hosts, and which is primary."""
    return dict(Domain.objects.filter(agency_site__agency=agency).values_list("host", "is_primary"))


def test_a_second_host_leads_to_the_primary(client: Client, health: Agency):
    before = HostMapVersion.objects.get().number

    _domain, has_changed = add_host(agency=health, host=" WWW.Health.example. ")

    assert has_changed
    assert hosts_of(health) == {OLD: True, NEW: False}
    assert HostMapVersion.objects.get().number > before
    moved = client.get("/about/?x=1", headers={"host": NEW})
    assert (moved.status_code, moved["Location"]) == (301, "http://health.gov.test:8000/about/?x=1")


def test_a_new_primary_turns_it_round(client: Client, health: Agency, health_home: Page):
    page = StandardPageFactory(parent=health_home, title="Clinics", slug="clinics")
    add_host(agency=health, host=NEW)

    _domain, has_changed = add_host(agency=health, host=NEW, primary=True)

    assert has_changed
    assert hosts_of(health) == {OLD: False, NEW: True}
    assert client.get("/clinics/", headers={"host": NEW}).status_code == 200
    assert Page.objects.get(pk=page.pk).get_full_url() == "http://www.health.example:8000/clinics/"
    assert client.get("/clinics/", headers={"host": OLD})["Location"] == "http://www.health.example:8000/clinics/"
    found = client.get("/search/?q=clinics", headers={"host": NEW}).content.decode()
    assert "health.gov.test" not in found


def test_adding_twice_changes_nothing(health: Agency):
    add_host(agency=health, host=NEW, primary=True)
    before = HostMapVersion.objects.get().number

    assert add_host(agency=health, host=NEW, primary=True)[1] is False
    assert add_host(agency=health, host=NEW)[1] is False
    assert HostMapVersion.objects.get().number == before


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("gov.test", "reserved for the portal"),
        ("admin.gov.test", "reserved for the admin"),
        ("x.admin.gov.test", "reserved for the admin"),
        ("mail.gov.test", "reserved for the platform"),
        ("transport.gov.test", "kept for the agency"),
        ("www.transport.example", "taken by another agency"),
        ("health", "not a full host"),
        ("http://health.example/", "is not a host"),
        ("a b", "is not a host"),
        ("", "is not a host"),
        ("x" * 300, "is not a host"),
    ],
)
def test_a_host_the_agency_cannot_have_is_refused_in_a_sentence(
    health: Agency, transport: Agency, host: str, reason: str
):
    add_host(agency=transport, host="www.transport.example")

    with pytest.raises(CommandError, match=reason):
        call_command("add_host", host, "--agency", "health")

    assert hosts_of(health) == {OLD: True}


def test_several_sites_need_a_name(health: Agency):
    blank = find_site_template("blank")
    launch_site(agency=health, name="Travel clinic", host="travel.health.example", template=blank)

    with pytest.raises(UserError, match="several sites"):
        add_host(agency=health, host=NEW)
    with pytest.raises(UserError, match="There is not one site"):
        add_host(agency=health, host=NEW, site="Nothing")
    assert add_host(agency=health, host=NEW, site="Travel clinic")[0].agency_site.name == "Travel clinic"
    assert add_host(agency=health, host="h.example", site=OLD)[0].agency_site.name == "Ministry of Health"
    with pytest.raises(UserError, match="belongs to the site “Travel clinic”"):
        add_host(agency=health, host=NEW, site=OLD)


def test_an_agency_without_a_site_or_that_is_closed_gets_no_host(db: None, health: Agency):
    create_agency(key="new", name="New agency")
    with pytest.raises(CommandError, match="has no site yet"):
        call_command("add_host", "new.example", "--agency", "new")
    Agency.objects.filter(pk=health.pk).update(status=Agency.Status.SUSPENDED)
    with pytest.raises(CommandError, match="is Suspended"):
        call_command("add_host", NEW, "--agency", "health")


def test_a_host_is_taken_away(client: Client, health: Agency, transport: Agency, capsys: pytest.CaptureFixture[str]):
    add_host(agency=health, host=NEW)
    assert remove_host(agency=transport, host=NEW) is False
    assert hosts_of(health) == {OLD: True, NEW: False}

    for _time in range(2):
        call_command("remove_host", NEW, "--agency", "health")

    assert hosts_of(health) == {OLD: True}
    assert client.get("/", headers={"host": NEW}).status_code == 404
    assert "has no host www.health.example" in capsys.readouterr().out
    with pytest.raises(CommandError, match="primary host"):
        call_command("remove_host", OLD, "--agency", "health")
    assert client.get("/", headers={"host": OLD}).status_code == 200


def test_the_command_says_where_a_host_leads(health: Agency, capsys: pytest.CaptureFixture[str]):
    call_command("add_host", NEW, "--agency", "health")
    call_command("add_host", NEW, "--agency", "health")
    call_command("add_host", NEW, "--agency", "health", "--primary")

    said = capsys.readouterr().out.splitlines()
    assert said == [
        "http://www.health.example:8000/ leads to Ministry of Health.",
        "http://www.health.example:8000/ is an address of Ministry of Health already.",
        "Ministry of Health is now at http://www.health.example:8000/; its other hosts lead there.",
    ]
