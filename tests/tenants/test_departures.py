"""What becomes of somebody's work when she leaves an agency."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import PageSubscription, Revision, TaskState, WorkflowState

from govcms.content.models import StandardPage
from govcms.content.models.approval import Review
from govcms.identity.models import User
from govcms.pages.models import Page
from govcms.pages.scheduled_publishing import publish_and_expire_due
from tenants.actions import add_member, change_member, end_membership, enter_agency, leave_agency
from tenants.actions.departures import finish_departures
from tenants.errors import UserError
from tenants.models import Agency, AuditEntry, Membership, Role
from tenants.scope import tenant_scope
from tenants.tasks import mail_heir
from tests.factories import MemberFactory, StandardPageFactory
from tests.isolation.conftest import signed_in
from tests.isolation.test_people import place_of, role_in


@pytest.fixture
def leaver(health: Agency, transport: Agency) -> User:
    """Writes for Health and Transport, and will leave Health."""
    return MemberFactory(email="leaver@gov.example", name="Lea", agencies=[health, transport], role=Role.PUBLISHER)


@pytest.fixture
def heir(health: Agency) -> User:
    """Stays with Health."""
    return MemberFactory(email="heir@health.example", name="Hera", agencies=[health], role=Role.PUBLISHER)


def written_by(user: User, parent: Page, slug: str, **facts: object) -> StandardPage:
    """A draft of hers."""
    page = StandardPageFactory(parent=parent, title=slug.title(), slug=slug, live=False)
    with tenant_scope(parent.agency):
        page.owner = user
        page.save()
        page.save_revision(user=user)
    Page.objects.filter(pk=page.pk).update(**facts)
    return StandardPage.objects.get(pk=page.pk)


@pytest.fixture
def work(health_home: Page, transport_home: Page, leaver: User) -> dict[str, StandardPage]:
    """A draft, a schedule, a lock and a submission in Health, and a lock and a draft in Transport."""
    pages = {
        "draft": written_by(leaver, health_home, "draft"),
        "schedule": written_by(leaver, health_home, "schedule"),
        "lock": written_by(leaver, health_home, "lock", locked=True, locked_by=leaver, locked_at=timezone.now()),
        "submission": written_by(leaver, health_home, "submission"),
        "elsewhere": written_by(leaver, transport_home, "elsewhere", locked=True, locked_by=leaver),
    }
    with tenant_scope(health_home.agency):
        revision = pages["schedule"].get_latest_revision()
        revision.approved_go_live_at = timezone.now() + timedelta(hours=1)
        revision.save()
        pages["submission"].get_workflow().start(pages["submission"], leaver)
    for page in pages.values():
        PageSubscription.objects.create(user=leaver, page_id=page.pk, comment_notifications=True)
        EditingSession.objects.create(
            user=leaver,
            content_type=ContentType.objects.get_for_model(StandardPage),
            object_id=str(page.pk),
            last_seen_at=timezone.now(),
        )
    return pages


def test_what_she_holds_ends_here_and_stays_elsewhere(health: Agency, leaver: User, work: dict[str, StandardPage]):
    end_membership(email=leaver.email, agency=health)

    for page in work.values():
        page.refresh_from_db()
    assert (work["lock"].locked, work["lock"].locked_by, work["lock"].locked_at) == (False, None, None)
    assert work["elsewhere"].locked_by == leaver
    assert list(PageSubscription.objects.filter(user=leaver).values_list("page", flat=True)) == [work["elsewhere"].pk]
    assert [session.content_object for session in EditingSession.objects.filter(user=leaver)] == [work["elsewhere"]]
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_CANCELLED
    assert Review.objects.get().status == TaskState.STATUS_CANCELLED


def test_an_heir_goes_on(health: Agency, leaver: User, heir: User, work: dict[str, StandardPage], mailoutbox):
    mailoutbox.clear()
    end_membership(email=leaver.email, agency=health, heir=heir)

    for page in work.values():
        page.refresh_from_db()
    assert {kind for kind, page in work.items() if page.owner == heir} == {"draft", "schedule", "lock", "submission"}
    assert WorkflowState.objects.get().requested_by == heir
    assert (Review.objects.get().submitted_by, Review.objects.get().status) == (heir, TaskState.STATUS_IN_PROGRESS)
    subscribed = set(PageSubscription.objects.filter(user=heir).values_list("page", flat=True))
    assert subscribed == {page.pk for kind, page in work.items() if kind != "elsewhere"}
    [message] = [message for message in mailoutbox if message.to == [heir.email]]
    assert "Ministry of Health" in message.subject
    assert "Lea no longer works for Ministry of Health" in message.body
    assert f"http://health.admin.gov.test:8000/admin/pages/{work['draft'].pk}/edit/" in message.body
    assert "Transport" not in message.subject + message.body
    assert "Elsewhere" not in message.body


def test_an_heir_who_has_left_since_is_told_nothing(
    health: Agency, leaver: User, heir: User, work: dict[str, StandardPage], mailoutbox
):
    told = {"agency_uid": str(health.uid), "user_uid": str(leaver.uid), "page_ids": [work["draft"].pk]}
    end_membership(email=heir.email, agency=health)
    mailoutbox.clear()

    mail_heir.enqueue(heir_uid=str(heir.uid), **told)

    assert mailoutbox == []


def test_what_she_wrote_stays_hers(health: Agency, leaver: User, heir: User, work: dict[str, StandardPage]):
    before = set(Revision.objects.filter(user=leaver).values_list("pk", flat=True))

    end_membership(email=leaver.email, agency=health, heir=heir)

    assert set(Revision.objects.filter(user=leaver).values_list("pk", flat=True)) == before
    assert len(before) == 5


def test_a_colleagues_page_stays_the_colleagues(
    health: Agency, health_editor: User, leaver: User, heir: User, work: dict[str, StandardPage]
):
    Page.objects.filter(pk=work["draft"].pk).update(owner=health_editor)

    end_membership(email=leaver.email, agency=health, heir=heir)

    work["draft"].refresh_from_db()
    assert work["draft"].owner == health_editor


@pytest.mark.parametrize("has_heir", [True, False])
def test_what_she_scheduled_goes_live(
    client: Client, health: Agency, leaver: User, heir: User, work: dict[str, StandardPage], has_heir: bool
):
    end_membership(email=leaver.email, agency=health, heir=heir if has_heir else None)
    Revision.objects.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=timezone.now())

    assert publish_and_expire_due() == 1

    assert client.get("/schedule/", headers={"host": "health.gov.test"}).status_code == 200


def test_the_screen_lists_her_work_and_asks_for_an_heir(
    health: Agency, health_admin: User, leaver: User, heir: User, work: dict[str, StandardPage]
):
    client = signed_in(health_admin)
    path = f"/admin/people/{place_of(leaver, health).uid}/end/"

    page = client.get(path).content.decode()
    for title in ("Draft", "Schedule", "Lock", "Submission"):
        assert f">{title}</a>" in page
    assert "Elsewhere" not in page
    assert "heir@health.example" in page
    assert "transport" not in page.lower()

    assert client.post(path, {"heir": ""}).status_code == 200
    stranger = MemberFactory(email="x@x.example")
    assert client.post(path, {"heir": str(stranger.uid)}).status_code == 200
    assert role_in(health, leaver.email) == Role.PUBLISHER
    assert client.post(path, {"heir": str(heir.uid)}).status_code == 302
    assert role_in(health, leaver.email) is None
    assert role_in(health.__class__.objects.get(key="transport"), leaver.email) == Role.PUBLISHER
    work["draft"].refresh_from_db()
    assert work["draft"].owner == heir


def test_nobody_has_to_inherit(health: Agency, health_admin: User, leaver: User, work: dict[str, StandardPage]):
    path = f"/admin/people/{place_of(leaver, health).uid}/end/"

    assert signed_in(health_admin).post(path, {"heir": "nobody"}).status_code == 302

    assert role_in(health, leaver.email) is None


def test_who_has_nothing_open_leaves_without_a_question(health: Agency, health_admin: User, health_viewer: User):
    path = f"/admin/people/{place_of(health_viewer, health).uid}/end/"
    client = signed_in(health_admin)

    assert "Nothing is unfinished." in client.get(path).content.decode()
    assert client.post(path).status_code == 302
    assert role_in(health, health_viewer.email) is None


def test_the_command_takes_an_heir(
    health: Agency, health_admin: User, leaver: User, heir: User, work: dict[str, StandardPage], transport_editor: User
):
    end = ("end_membership", leaver.email, "--agency", "health", "--heir")
    for nobody in ("nobody@health.example", transport_editor.email, leaver.email, "no address"):
        with pytest.raises(CommandError):
            call_command(*end, nobody)
    assert role_in(health, leaver.email) == Role.PUBLISHER

    for _time in range(2):
        call_command(*end, heir.email)

    work["draft"].refresh_from_db()
    assert work["draft"].owner == heir


def test_the_last_agency_admin_is_not_ended_or_demoted_by_command(health: Agency, health_admin: User):
    for command in (
        ("end_membership", health_admin.email, "--agency", "health"),
        ("add_member", health_admin.email, "--agency", "health", "--role", "editor"),
    ):
        with pytest.raises(CommandError, match="is the last agency admin"):
            call_command(*command)
    closed = MemberFactory(email="closed@health.example", agencies=[health], role=Role.AGENCY_ADMIN)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    with pytest.raises(UserError, match="is the last agency admin"):
        end_membership(email=health_admin.email, agency=health)
    assert role_in(health, health_admin.email) == Role.AGENCY_ADMIN


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.AGENCY_ADMIN])
def test_nobody_raises_herself(health: Agency, health_home: Page, health_editor: User, role: Role):
    with pytest.raises(UserError, match="Nobody gives herself more rights"):
        change_member(membership=place_of(health_editor, health), role=role, changed_by=health_editor)
    section = StandardPageFactory(parent=health_home, title="Clinics", slug="clinics")
    add_member(email=health_editor.email, agency=health, role=Role.EDITOR, section=section)
    with pytest.raises(UserError, match="Nobody gives herself more rights"):
        change_member(membership=place_of(health_editor, health), role=Role.EDITOR, changed_by=health_editor)
    assert Membership.objects.current().get(user=health_editor).section_id == section.pk


def test_what_ends_by_the_clock_ends_the_same(health: Agency, leaver: User, work: dict[str, StandardPage]):
    assert finish_departures() == 0
    past = timezone.now() - timedelta(days=2)
    Membership.objects.filter(user=leaver, agency=health).update(starts_at=past, ends_at=past + timedelta(days=1))

    assert finish_departures() == 1

    for page in work.values():
        page.refresh_from_db()
    assert (work["lock"].locked_by, work["elsewhere"].locked_by) == (None, leaver)
    assert list(PageSubscription.objects.filter(user=leaver).values_list("page", flat=True)) == [work["elsewhere"].pk]
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_CANCELLED
    assert finish_departures() == 0


@pytest.mark.parametrize("how", ["left", "over"])
def test_people_of_the_platform_leave_nothing_behind(platform_admin: User, health: Agency, health_home: Page, how: str):
    entry = enter_agency(
        user=platform_admin, agency=health, reason="Mends a form", lasts=timedelta(hours=1), role=Role.PUBLISHER
    )
    page = written_by(platform_admin, health_home, "mended", locked=True, locked_by=platform_admin)
    PageSubscription.objects.create(user=platform_admin, page_id=page.pk, comment_notifications=True)
    assert finish_departures() == 0

    if how == "left":
        leave_agency(user=platform_admin, agency=health)
    else:
        past = timezone.now() - timedelta(days=2)
        Membership.objects.filter(pk=entry.pk).update(starts_at=past, ends_at=past + timedelta(hours=1))

    assert finish_departures() == 1
    page.refresh_from_db()
    assert not page.locked
    assert not PageSubscription.objects.filter(user=platform_admin).exists()
    with tenant_scope(health):
        assert AuditEntry.objects.filter(action="wagtail.unlock", subject=str(page.uid)).exists()
