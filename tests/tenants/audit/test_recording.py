"""What is done is in the log, with who, for whom, from where, and no names."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.log_actions import log

from govcms.content.models import StandardPage
from govcms.identity.models import User
from govcms.pages.models import Page
from govcms.pages.scheduled_publishing import publish_and_expire_due
from tenants.actions import end_membership
from tenants.audit import Kind, record
from tenants.models import Agency, AuditEntry, UnsealedEntry
from tenants.schedule import register_schedule, run_due, scheduled_jobs
from tenants.scope import tenant_scope
from tests.factories import MemberFactory, StandardPageFactory
from tests.isolation.conftest import signed_in


def entries_of(agency: Agency, action: str = "") -> list[AuditEntry]:
    """What the log of an agency says, oldest first."""
    with tenant_scope(agency):
        found = AuditEntry.objects.order_by("pk")
        return list(found.filter(action=action) if action else found)


def test_the_database_refuses_to_change_or_delete_an_entry(health: Agency):
    with tenant_scope(health):
        record("tenants.go_live", subject=health)
        entry = AuditEntry.objects.first()
        assert entry is not None
        with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
            AuditEntry.objects.update(action="x")
        with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
            entry.delete()
        assert UnsealedEntry.objects.filter(entry=entry).exists()


def test_an_entry_stands_and_falls_with_what_it_tells_of(health: Agency):
    before = len(entries_of(health))

    def fail() -> None:
        record("tenants.go_live", subject=health)
        raise KeyError

    with pytest.raises(KeyError), transaction.atomic():
        fail()

    assert len(entries_of(health)) == before


def test_an_edit_in_the_admin_says_who_what_and_from_where(health_home: Page, health_publisher: User):
    page = StandardPageFactory(parent=health_home, title="Clinics")
    client = signed_in(health_publisher)

    response = client.post(
        f"/admin/pages/{page.pk}/unpublish/", REMOTE_ADDR="192.0.2.7", headers={"x-request-id": "reference-1234"}
    )

    assert response.status_code == 302
    [entry] = entries_of(health_home.agency, "wagtail.unpublish")
    assert (entry.actor_kind, entry.actor) == (Kind.PERSON, health_publisher.uid)
    assert (entry.subject_type, entry.subject) == ("content.StandardPage", str(page.uid))
    assert (entry.address, entry.reference) == ("192.0.2.7", "reference-1234")
    assert entry.details["label"] == "Clinics"


def test_a_launch_and_pages_written_in_bulk_are_in_the_log(health_home: Page):
    actions = {entry.action for entry in entries_of(health_home.agency)}
    [launched] = [entry for entry in entries_of(health_home.agency) if entry.subject == str(health_home.uid)]

    assert {"tenants.create_agency", "tenants.launch_site", "tenants.go_live"} <= actions
    assert launched.actor_kind == Kind.SYSTEM
    assert launched.details["then"] == ["wagtail.publish"]


def test_members_are_named_by_uid_alone(health: Agency, health_admin: User):
    member = MemberFactory(email="jo@health.example", name="Jo Waters", agencies=[health])
    end_membership(email=member.email, agency=health, ended_by=health_admin)

    [ended] = entries_of(health, "tenants.end_membership")
    assert ended.details["user"] == str(member.uid)
    assert ended.actor == health_admin.uid
    text = " ".join(f"{entry.details} {entry.subject}" for entry in entries_of(health))
    assert "Jo" not in text
    assert "@" not in text


def test_what_names_people_is_left_out(health: Agency):
    record(
        "tenants.go_live",
        agency=health,
        details={
            "email": "jo@x.example",
            "note": "for jo@x.example",
            "rows": [{"name": "Jo"}, "b\x00"],
            "comment": {"id": 7, "text": "Ask Jo"},
        },
    )

    assert entries_of(health)[-1].details == {"note": "for …", "rows": [{}, "b"], "comment": {"id": 7}}


def test_signing_in_out_and_failing_are_told_to_each_agency_of_the_person(
    client: Client, both_editor: User, health: Agency, transport: Agency
):
    start = {"host": "admin.gov.test"}
    wrong = {"username": both_editor.email, "password": "wrong"}
    client.post("/admin/login/", wrong, headers=start, REMOTE_ADDR="192.0.2.9")
    client.post("/admin/login/", {**wrong, "password": "correct horse battery"}, headers=start)
    client.post("/admin/logout/", headers=start)

    for agency in (health, transport):
        found = [entry for entry in entries_of(agency) if entry.subject == str(both_editor.uid)]
        told = [(entry.action, entry.actor_kind) for entry in found if "sign" in entry.action]
        assert told == [
            ("tenants.failed_sign_in", Kind.VISITOR),
            ("tenants.sign_in", Kind.PERSON),
            ("tenants.sign_out", Kind.PERSON),
        ]
        [failed] = [entry for entry in found if entry.action == "tenants.failed_sign_in"]
        assert (failed.address, failed.actor) == ("192.0.2.9", None)


def test_a_sign_in_to_no_account_is_the_platforms_and_keeps_nothing_that_was_typed(client: Client, platform: Agency):
    typed = {"username": "nobody@gov.example", "password": "a secret"}
    client.post("/admin/login/", typed, headers={"host": "admin.gov.test"})

    [entry] = entries_of(platform, "tenants.failed_sign_in")
    assert (entry.subject, entry.details) == ("", {})


def test_a_changed_password_is_in_the_log(health: Agency, health_editor: User):
    health_editor.set_password("another horse battery")
    health_editor.save()
    health_editor.save()

    [entry] = entries_of(health, "tenants.change_password")
    assert entry.subject == str(health_editor.uid)


# The clock takes a connection of its own.
@pytest.mark.django_db(transaction=True)
def test_what_the_clock_publishes_is_the_systems(health_home: Page, monkeypatch: pytest.MonkeyPatch):
    page = StandardPageFactory(parent=health_home, title="Later", live=False)
    StandardPage.objects.get(pk=page.pk).save_revision(approved_go_live_at="2020-01-01T00:00:00Z")
    monkeypatch.setattr("tenants.schedule._jobs", {})
    register_schedule("pages.publish_and_expire_due", 10, publish_and_expire_due)

    run_due(scheduled_jobs(), now=1.0, holder="a")

    [entry] = entries_of(health_home.agency, "wagtail.publish.scheduled")
    assert (entry.actor_kind, entry.reference) == (Kind.SYSTEM, "pages.publish_and_expire_due")


def test_what_is_below_a_page_is_in_the_log_of_its_agency(health_home: Page, transport: Agency):
    page: Any = StandardPageFactory(parent=health_home, title="Clinics")
    before = len(entries_of(transport))
    log(instance=page, action="wagtail.view_restriction.create", data={"restriction": {"type": "password"}})

    assert entries_of(health_home.agency)[-1].action == "wagtail.view_restriction.create"
    assert len(entries_of(transport)) == before


@pytest.mark.parametrize("number", [1, 20])
def test_many_pages_take_as_many_statements_as_one(number: int, health_home: Page, django_assert_max_num_queries: Any):
    from govcms.pages.bulk import NewPage, write_pages

    with django_assert_max_num_queries(60):
        write_pages(parent=health_home, pages=[NewPage(StandardPage(title=f"P {n}")) for n in range(number)])

    assert len(entries_of(health_home.agency, "wagtail.create")) >= number


def test_a_change_of_which_nobody_thought_is_in_the_log_all_the_same(health_editor: User, health: Agency):
    client = signed_in(health_editor)

    client.post(
        "/admin/account/",
        {
            "name_email-name": "New Name",
            "name_email-first_name": "x",
            "theme-theme": "dark",
            "theme-density": "default",
            "theme-contrast": "system",
            "theme-keyboard_shortcuts": "on",
            "locale-current_time_zone": "UTC",
        },
    )

    found = [entry for entry in entries_of(health) if entry.actor == health_editor.uid]
    assert [(entry.action, entry.details.get("screen")) for entry in found[-1:]] == [
        ("tenants.other_write", "wagtailadmin_account")
    ]
