"""Agencies, sites, members: what the actions make, and what they refuse."""

import contextlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Collection, ModelLogEntry, Site

from govcms.content.models import AgencyRoot, HomePage
from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.actions import (
    add_member,
    create_agency,
    end_membership,
    ensure_platform,
    go_live,
    launch_site,
    reactivate_agency,
    suspend_agency,
)
from tenants.errors import UserError
from tenants.hosts import resolve_host
from tenants.models import PLATFORM_KEY, Agency, AgencyGroup, AgencySite, Domain, HostMapVersion, Membership, Role
from tenants.registry import find_site_template
from tests.factories import AgencyFactory, StandardPageFactory

pytestmark = pytest.mark.django_db


def launch(agency: Agency, host: str, **options: object) -> AgencySite:
    return launch_site(agency=agency, name=agency.name, host=host, template=find_site_template("blank"), **options)


def actions_logged(agency: Agency) -> set[str]:
    return set(ModelLogEntry.objects.for_instance(agency).values_list("action", flat=True))


def test_an_agency_has_a_root_page_a_collection_and_groups():
    agency = create_agency(key="health", name="Ministry of Health")

    assert isinstance(agency.root_page.specific, AgencyRoot)
    assert (agency.root_page.depth, agency.root_page.agency) == (2, agency)
    assert agency.root_collection.depth == 2
    assert set(AgencyGroup.objects.filter(agency=agency).values_list("role", flat=True)) == set(Role.values)
    assert agency.status == Agency.Status.DRAFT
    assert "tenants.create_agency" in actions_logged(agency)


def test_new_agencies_come_last_in_both_trees_whatever_their_names():
    agencies = [create_agency(key=key, name=key.title()) for key in ("museum", "archive", "zoo")]

    roots = Page.objects.filter(depth=2).order_by("path")
    assert [root.agency for root in roots] == agencies
    collections = Collection.objects.filter(depth=2).order_by("path")
    assert [collection.pk for collection in collections] == [agency.root_collection_id for agency in agencies]
    assert Page.find_problems() == Collection.find_problems() == ([], [], [], [], [])


def test_creating_an_agency_again_changes_nothing():
    agency = create_agency(key="health", name="Ministry of Health")

    assert create_agency(key="health", name=" Ministry of Health ") == agency
    assert Page.objects.filter(depth=2).count() == 1


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"key": "admin"}, "reserved"),
        ({"key": PLATFORM_KEY}, "reserved"),
        ({"key": "taken"}, "is taken by the agency “Somebody”"),
        ({"key": "squatted"}, "another agency's site"),
        ({"key": "Health"}, "lower-case"),
        ({"key": "-health"}, "lower-case"),
        ({"key": "h" * 41}, "40"),
        ({"key": ""}, "blank"),
        ({"key": "he\x00lth"}, "lower-case|Null"),
        ({"name": "  "}, "blank"),
        ({"name": "x" * 201}, "200"),
        ({"time_zone": "Mars/Olympus"}, "time zone"),
    ],
)
def test_bad_agencies_are_refused_in_one_sentence_and_leave_nothing(values, reason):
    somebody = create_agency(key="taken", name="Somebody")
    site = launch(somebody, "somebody.example.org")
    Domain.objects.create(host="squatted.gov.test", agency_site=site, is_primary=False)
    before = (Agency.objects.count(), Page.objects.count(), Collection.objects.count())

    with pytest.raises(UserError, match=reason) as refused:
        create_agency(**{"key": "health", "name": "Health", **values})

    assert "\n" not in str(refused.value)
    assert (Agency.objects.count(), Page.objects.count(), Collection.objects.count()) == before


def test_the_platform_is_made_once():
    platform = ensure_platform(name="Public Services")

    assert ensure_platform(name="Another name") == platform
    assert Agency.objects.get(key=PLATFORM_KEY).name == "Public Services"


def test_a_launched_site_answers_at_its_host_when_it_is_live():
    agency = create_agency(key="health", name="Ministry of Health")

    site = launch(agency, "Health.Gov.Test", live=True)

    agency.refresh_from_db()
    assert agency.status == Agency.Status.LIVE
    resolved = resolve_host("health.gov.test")
    assert (resolved.agency, resolved.agency_site) == (agency, site)
    home = site.site.root_page.specific
    assert isinstance(home, HomePage)
    assert (home.title, home.url) == ("Ministry of Health", "http://health.gov.test:8000/")
    assert actions_logged(agency) >= {"tenants.launch_site", "tenants.go_live"}


def test_launching_again_changes_nothing_but_can_open_the_agency():
    agency = create_agency(key="health", name="Ministry of Health")
    first = launch(agency, "health.gov.test")
    pages = Page.objects.count()

    again = launch(agency, "health.gov.test", live=True)

    assert again == first
    assert Page.objects.count() == pages
    assert Agency.objects.get(key="health").status == Agency.Status.LIVE


def test_an_agency_may_have_several_sites(health):
    launch(health, "clinics.example.org")

    homes = {site.site.root_page.url for site in health.sites.all()}
    assert homes == {"http://health.gov.test:8000/", "http://clinics.example.org:8000/"}
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("health", "full host"),
        ("health.gov.test:8000", "is not a host"),
        ("http://health.gov.test", "is not a host"),
        ("he alth.gov.test", "is not a host"),
        ("héalth.gov.test", "is not a host"),
        ("health.gov.test/news", "is not a host"),
        ("a" * 254, "is not a host"),
        ("", "is not a host"),
        ("he\x00lth.gov.test", "is not a host"),
        ("gov.test", "portal"),
        ("admin.gov.test", "reserved for the admin"),
        ("health.admin.gov.test", "reserved for the admin"),
        ("www.gov.test", "reserved for the platform"),
        ("transport.gov.test", "kept for the agency"),
        ("transport.example.org", "taken by another agency"),
    ],
)
def test_bad_hosts_are_refused_in_one_sentence_and_leave_nothing(host, reason):
    transport = create_agency(key="transport", name="Transport Agency")
    launch(transport, "transport.example.org")
    agency = create_agency(key="health", name="Ministry of Health")
    before = (Page.objects.count(), Site.objects.count())

    with pytest.raises(UserError, match=reason) as refused:
        launch(agency, host)

    assert "\n" not in str(refused.value)
    assert (Page.objects.count(), Site.objects.count()) == before


def test_only_the_platform_may_have_the_base_host():
    platform = ensure_platform()

    assert launch(platform, "gov.test").site.hostname == "gov.test"


def test_an_unknown_preset_or_site_template_is_refused():
    agency = create_agency(key="health", name="Ministry of Health")

    with pytest.raises(UserError, match="no preset “plaid”"):
        launch(agency, "health.gov.test", preset="plaid")
    with pytest.raises(UserError, match="no site template “castle”; there are blank, council"):
        find_site_template("castle")
    assert not agency.sites.exists()


def test_a_suspended_agency_is_closed_until_it_is_reactivated(health):
    suspend_agency(agency=health)
    suspend_agency(agency=health)

    assert Agency.objects.get(pk=health.pk).status == Agency.Status.SUSPENDED
    with pytest.raises(UserError, match="Suspended"):
        launch(health, "other.example.org")
    with pytest.raises(UserError, match="Suspended"):
        go_live(agency=health)

    reactivate_agency(agency=health)
    assert Agency.objects.get(pk=health.pk).status == Agency.Status.LIVE
    assert actions_logged(health) >= {"tenants.suspend", "tenants.reactivate"}


def test_the_platform_cannot_be_suspended():
    with pytest.raises(UserError, match="cannot be suspended"):
        suspend_agency(agency=ensure_platform())


def test_a_new_member_gets_an_account_and_the_groups_of_the_role(health):
    membership = add_member(email=" Ana@Health.Example ", agency=health, role="publisher", name="Ana Lima")

    user = User.objects.get(email="ana@health.example")
    assert (membership.user, membership.role, user.name) == (user, "publisher", "Ana Lima")
    assert not user.has_usable_password()
    assert [group.agency_group.role for group in user.groups.all()] == ["publisher"]
    assert "tenants.add_member" in actions_logged(health)


def test_the_same_role_again_changes_nothing_and_another_replaces_it(health, health_editor):
    first = Membership.objects.get(user=health_editor)

    assert add_member(email=health_editor.email, agency=health, role="editor") == first
    second = add_member(email=health_editor.email, agency=health, role="publisher")

    first.refresh_from_db()
    assert first.ends_at is not None
    assert second.ends_at is None
    assert [group.agency_group.role for group in health_editor.groups.all()] == ["publisher"]


def test_roles_in_two_agencies_do_not_touch_each_other(health, transport, both_editor):
    add_member(email=both_editor.email, agency=health, role="viewer")

    groups = {(group.agency_group.agency.key, group.agency_group.role) for group in both_editor.groups.all()}
    assert groups == {("health", "viewer"), ("transport", "editor")}


def test_a_password_is_set_on_a_new_account_only(health, health_editor):
    add_member(email=health_editor.email, agency=health, role="viewer", password="taken over by a stranger")

    health_editor.refresh_from_db()
    assert health_editor.check_password("correct horse battery")


def test_a_membership_can_hold_in_a_section_and_for_a_time(health, health_home):
    section = StandardPageFactory(parent=health_home, title="Services")
    tomorrow = timezone.now() + timedelta(days=1)

    membership = add_member(email="ana@health.example", agency=health, role="editor", section=section, ends_at=tomorrow)

    assert (membership.section_id, membership.ends_at) == (section.pk, tomorrow)
    assert membership.user.groups.get().agency_group.section_id == section.pk


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"role": "king"}, "no role “king”; there are agency_admin"),
        ({"email": "not an address"}, "not an e-mail address"),
        ({"email": ""}, "not an e-mail address"),
        ({"email": "closed@health.example"}, "is closed"),
        ({"ends_at": timezone.now() - timedelta(days=1)}, "before it begins"),
    ],
)
def test_bad_members_are_refused_in_one_sentence_and_leave_nothing(health, values, reason):
    User.objects.create_user(email="closed@health.example", name="Closed", is_active=False)

    with pytest.raises(UserError, match=reason) as refused:
        add_member(**{"email": "ana@health.example", "agency": health, "role": "editor", **values})

    assert "\n" not in str(refused.value)
    assert not Membership.objects.exists()
    assert not User.objects.filter(email="ana@health.example").exists()


def test_a_section_of_another_agency_is_refused(health, transport_home):
    with pytest.raises(UserError, match="not a page of the agency"):
        add_member(email="ana@health.example", agency=health, role="editor", section=transport_home)


def test_ending_a_membership_takes_the_rights_and_keeps_the_account(health, transport, both_editor):
    assert end_membership(email=both_editor.email.upper(), agency=health) is True
    assert end_membership(email=both_editor.email, agency=health) is False

    assert [group.agency_group.agency for group in both_editor.groups.all()] == [transport]
    both_editor.refresh_from_db()
    assert both_editor.is_active
    assert "tenants.end_membership" in actions_logged(health)


def test_only_members_can_be_ended(health, transport_editor):
    with pytest.raises(UserError, match="is not a member of the agency “Ministry of Health”"):
        end_membership(email=transport_editor.email, agency=health)
    with pytest.raises(UserError, match="no account"):
        end_membership(email="nobody@gov.example", agency=health)


def test_somebody_can_come_back(health, health_editor):
    end_membership(email=health_editor.email, agency=health)

    add_member(email=health_editor.email, agency=health, role="editor")

    assert Membership.objects.current().filter(user=health_editor).count() == 1
    assert Membership.objects.filter(user=health_editor).count() == 2


def test_a_role_that_has_not_begun_can_be_ended(health):
    next_week = timezone.now() + timedelta(days=7)
    add_member(email="ana@health.example", agency=health, role="editor", starts_at=next_week)

    assert end_membership(email="ana@health.example", agency=health) is True
    assert not Membership.objects.filter(ends_at=None).exists()


def test_agencies_from_the_factory_are_numbered():
    assert AgencyFactory().key != AgencyFactory().key


class Rollback(Exception):
    """Ends a transaction without its changes."""


def test_the_version_of_the_host_map_begins_by_itself_and_is_never_the_same_twice(db: None):
    HostMapVersion.objects.all().delete()

    numbers = []
    for _time in range(2):
        with contextlib.suppress(Rollback), transaction.atomic():
            HostMapVersion.bump()
            numbers.append(HostMapVersion.objects.get().number)
            raise Rollback
    HostMapVersion.bump()

    assert len({*numbers, HostMapVersion.objects.get().number}) == 3


def test_only_a_taken_key_is_taken_for_one(db: None, monkeypatch: pytest.MonkeyPatch):
    def fail(*args: object, **kwargs: object) -> None:
        raise IntegrityError("another table")

    monkeypatch.setattr(Agency, "save", fail)

    with pytest.raises(IntegrityError, match="another table"):
        create_agency(key="health", name="Ministry of Health")
