"""The platform's screens: there on its own host alone, for those who run it; hosts of agencies, and people who move."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from govcms.identity.models import User
from tenants.actions import add_host
from tenants.models import Agency, AuditEntry, Domain, Role
from tests.factories import AgencyFactory, MemberFactory
from tests.isolation.admin_urls import ADMIN_URLCONF
from tests.isolation.conftest import CANARY, Holdings, signed_in
from tests.isolation.test_people import role_in
from tests.tenants.test_departures import written_by

HOST = "platform.admin.gov.test"


def path_of(name: str, agency: Agency | None = None, *args: Any) -> str:
    """The address of one of the screens."""
    arguments = [agency.uid, *args] if agency is not None else []
    return reverse(f"agencies:{name}", args=arguments, urlconf=ADMIN_URLCONF)


def paths_about(agency: Agency) -> list[str]:
    """Every screen, about an agency."""
    host = Domain.objects.get(agency_site__agency=agency, is_primary=True).host
    about = [path_of(name, agency) for name in ("agency", "move")]
    return [*about, *(path_of(f"{name}_host", agency, host) for name in ("remove", "primary")), path_of("index")]


@pytest.fixture
def runs_platform(platform_admin: User) -> Client:
    """An admin of the platform in the platform's admin."""
    return signed_in(platform_admin, HOST)


def test_they_are_there_on_the_platforms_host_alone(
    health: Agency, transport: Agency, health_admin: User, platform_admin: User, runs_platform: Client
):
    for path in paths_about(transport):
        assert runs_platform.get(path).status_code == 200, path
        assert signed_in(health_admin).get(path).status_code == 404, path
        assert signed_in(health_admin).post(path).status_code == 404, path
        assert signed_in(platform_admin, "health.admin.gov.test").get(path).status_code == 404, path


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.PUBLISHER])
def test_who_works_for_the_platform_without_running_it_is_refused(role: Role, platform: Agency, health: Agency):
    client = signed_in(MemberFactory(agencies=[platform], role=role), HOST)

    for path in paths_about(health):
        assert client.get(path).status_code == 403, path
        assert client.post(path).status_code == 403, path
    assert path_of("index") not in client.get("/admin/").content.decode()


def test_the_list_names_agencies_and_their_state(runs_platform: Client, health: Agency, transport: Agency):
    Agency.objects.filter(pk=transport.pk).update(status=Agency.Status.SUSPENDED)

    page = runs_platform.get(path_of("index")).content.decode()

    assert path_of("index") in runs_platform.get("/admin/").content.decode()
    assert all(word in page for word in ("Ministry of Health", "Transport Agency", "Suspended", "Live"))
    found = runs_platform.get(path_of("index_results"), {"q": "health.gov"}).content.decode()
    assert "Ministry of Health" in found
    assert "Transport Agency" not in found


def test_the_list_asks_as_often_for_many_agencies(runs_platform: Client):
    runs_platform.get(path_of("index"))
    asked = []
    for agencies in (1, 20):
        AgencyFactory.create_batch(agencies)
        with CaptureQueriesContext(connection) as queries:
            assert runs_platform.get(path_of("index")).status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_nothing_an_agency_writes_is_on_them(runs_platform: Client, foreign: Holdings, transport_editor: User):
    for path in paths_about(foreign.agency):
        assert CANARY.lower() not in runs_platform.get(path).content.decode().lower()


def test_a_host_is_added_made_primary_and_removed(runs_platform: Client, platform_admin: User, health: Agency):
    site = health.sites.get()
    add = {"host": "WWW.Health.example", "site": site.pk}

    assert runs_platform.post(path_of("agency", health), add).status_code == 302
    assert Client().get("/", headers={"host": "www.health.example"}).status_code == 301
    assert runs_platform.post(path_of("primary_host", health, "www.health.example")).status_code == 302
    assert Domain.objects.get(agency_site=site, is_primary=True).host == "www.health.example"
    # The primary host stays: a site without one has no address.
    answer = runs_platform.post(path_of("remove_host", health, "www.health.example"), follow=True)
    assert "is the primary host" in answer.content.decode()
    assert runs_platform.post(path_of("remove_host", health, "health.gov.test")).status_code == 302
    assert list(Domain.objects.filter(agency_site=site).values_list("host", flat=True)) == ["www.health.example"]
    told = AuditEntry._base_manager.filter(agency=health, action__in=["tenants.add_host", "tenants.remove_host"])
    assert set(told.values_list("actor", flat=True)) == {platform_admin.uid}


def test_hosts_and_sites_of_others_are_refused(runs_platform: Client, health: Agency, transport: Agency):
    add_host(agency=transport, host="www.transport.example")
    theirs, own = transport.sites.get(), health.sites.get()
    path = path_of("agency", health)

    taken = runs_platform.post(path, {"host": "www.transport.example", "site": own.pk})
    assert "is taken by another agency" in taken.content.decode()
    foreign = runs_platform.post(path, {"host": "a.example", "site": theirs.pk})
    assert foreign.context["form"].errors["site"]
    for change in ("remove_host", "primary_host"):
        assert runs_platform.post(path_of(change, health, "www.transport.example")).status_code == 404
    assert Domain.objects.filter(agency_site=theirs).count() == 2
    assert Domain.objects.filter(agency_site=own).count() == 1


def test_a_person_moves_after_her_work_was_shown_and_given_on(
    runs_platform: Client,
    platform_admin: User,
    health: Agency,
    health_home: Any,
    transport: Agency,
    health_editor: User,
    health_publisher: User,
):
    draft = written_by(health_editor, health_home, "Winter draft")
    path = path_of("move", health)
    form = {"email": health_editor.email, "to": "transport", "role": "publisher"}

    shown = runs_platform.post(path, form).content.decode()
    assert draft.title in shown
    assert role_in(health, health_editor.email) == "editor"
    assert AuditEntry._base_manager.filter(agency=health, action="tenants.view_left_work").count() == 1

    # Somebody has to go on with it, or nobody by decision; and only a colleague can.
    for heir in ("", str(platform_admin.uid)):
        assert runs_platform.post(path, {**form, "heir": heir}).status_code == 200
    assert role_in(health, health_editor.email) == "editor"

    assert runs_platform.post(path, {**form, "heir": str(health_publisher.uid)}).status_code == 302
    assert (role_in(health, health_editor.email), role_in(transport, health_editor.email)) == (None, "publisher")
    draft.refresh_from_db()
    assert draft.owner == health_publisher
    for agency, action in ((health, "tenants.move_out"), (transport, "tenants.move_in")):
        entry = AuditEntry._base_manager.get(agency=agency, action=action)
        assert entry.actor == platform_admin.uid


def test_who_does_not_work_there_does_not_move_and_the_last_admin_stays(
    runs_platform: Client, health: Agency, transport: Agency, transport_editor: User, health_admin: User
):
    path = path_of("move", health)

    for email in (transport_editor.email, "nobody@nowhere.example"):
        answer = runs_platform.post(path, {"email": email, "to": "transport", "role": "editor"})
        assert "Nobody with this address works in this agency" in answer.content.decode()
    form = {"email": health_admin.email, "to": "transport", "role": "editor", "heir": ""}
    assert "last agency admin" in runs_platform.post(path, form).content.decode()
    assert role_in(health, health_admin.email) == "agency_admin"
