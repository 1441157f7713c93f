"""What waits for approval in one agency is neither seen, decided nor disturbed from another."""

from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import PageLogEntry, TaskState, WorkflowState

from govcms.content.models import Review, StandardPage
from govcms.identity.models import User
from tenants.actions import add_member
from tenants.models import Agency, Membership, Role
from tenants.roles import sync_memberships
from tenants.scope import tenant_scope
from tests.content.test_workflow import FORM, submitted
from tests.factories import MemberFactory, StandardPageFactory
from tests.isolation.admin_urls import ADMIN_URLCONF
from tests.isolation.conftest import CANARY, Holdings, signed_in

ROLES = ["health_viewer", "health_editor", "health_publisher", "health_admin", "everywhere_admin"]
DECISIONS = ("approve", "reject", "publish-alone")


@pytest.fixture
def everywhere_admin(health: Agency, transport: Agency) -> User:
    """Runs Health's sites and Transport's: here she is at Health's admin."""
    return MemberFactory(email="both-admin@gov.example", agencies=[health, transport], role=Role.AGENCY_ADMIN)


@pytest.fixture
def their_review(foreign: Holdings, transport_editor: User) -> Review:
    """What waits for approval in Transport, with the mark in its note."""
    MemberFactory(email="zugvogel@transport.example", name=f"{CANARY} Person", agencies=[foreign.agency])
    return submitted(foreign.draft_page, User.objects.get(email="zugvogel@transport.example"), note=f"{CANARY} note")


@pytest.fixture
def own_review(own: Holdings) -> Review:
    """What waits for approval in Health."""
    writer = MemberFactory(email="writer@health.example", agencies=[own.agency])
    return submitted(own.draft_page, writer, note="Amber note")


def urls_of(page_id: int, review: Review) -> list[str]:
    """Every address of the workflow of a page, with the ids of a review."""
    arguments: dict[str, dict[str, Any]] = {
        "confirm_workflow_cancellation": {},
        "workflow_preview": {"task_id": review.task_id},
    }
    urls = [
        reverse(f"wagtailadmin_pages:{name}", urlconf=ADMIN_URLCONF, kwargs={"page_id": page_id, **more})
        for name, more in arguments.items()
    ]
    return urls + [
        reverse(
            f"wagtailadmin_pages:{name}",
            urlconf=ADMIN_URLCONF,
            kwargs={"page_id": page_id, "action_name": decision, "task_state_id": review.pk},
        )
        for name in ("workflow_action", "collect_workflow_action_data")
        for decision in DECISIONS
    ]


def state_of(review: Review) -> tuple[Any, ...]:
    """Everything about a review that somebody could change."""
    page = review.page.specific_class.objects.get(pk=review.page_id)
    return (
        list(TaskState.objects.filter(revision__object_id=str(page.pk)).values()),
        list(WorkflowState.objects.filter(object_id=str(page.pk)).values()),
        (page.live, page.title, page.latest_revision_id, page.locked),
        PageLogEntry.objects.filter(page_id=page.pk).count(),
    )


@pytest.mark.parametrize("role", ROLES)
def test_nothing_of_another_agencys_review_answers_or_changes(
    role: str, request: pytest.FixtureRequest, own_review: Review, their_review: Review, own: Holdings
):
    user: User = request.getfixturevalue(role)
    client = signed_in(user)
    before = state_of(their_review)
    mail.outbox.clear()

    for url in urls_of(their_review.page_id, their_review):
        for answer in (client.get(url), client.post(url, {"comment": "Mine"})):
            assert answer.status_code == 404, url
            assert CANARY not in answer.content.decode()
    edit = f"/admin/pages/{their_review.page_id}/edit/"
    for decision in ({"action-cancel-workflow": "1"}, {"action-submit": "1"}, {"action-restart-workflow": "1"}):
        assert client.post(edit, {**FORM, **decision}).status_code == 404

    assert state_of(their_review) == before
    assert mail.outbox == []


@pytest.mark.parametrize("role", ["health_publisher", "health_admin", "everywhere_admin"])
def test_their_review_behind_ones_own_page_is_not_there(
    role: str, request: pytest.FixtureRequest, own_review: Review, their_review: Review
):
    client = signed_in(request.getfixturevalue(role))
    before = state_of(their_review)

    for url in urls_of(own_review.page_id, their_review):
        if any(name in url for name in ("/action/", "/collect_action_data/")):
            for answer in (client.get(url), client.post(url, {"comment": "Mine"})):
                assert answer.status_code in {404, 405}, url
                assert CANARY not in answer.content.decode()
        else:
            assert CANARY not in client.get(url).content.decode()

    assert state_of(their_review) == before


def test_the_same_addresses_open_for_ones_own(own_review: Review, health_publisher: User, health_admin: User):
    client = signed_in(health_publisher)

    for url in urls_of(own_review.page_id, own_review):
        # She is not the only one who may publish.
        expected = 403 if "publish-alone" in url else 200
        assert client.get(url).status_code == expected, url


def test_the_review_of_another_page_is_not_decided_through_ones_own(own: Holdings, own_review: Review):
    inside = StandardPageFactory(parent=own.home, title="Inside", slug="inside", live=False)
    member = MemberFactory(email="section@health.example")
    add_member(email=member.email, agency=own.agency, role=Role.PUBLISHER, section=inside)
    submitted(inside, User.objects.get(email="writer@health.example"))
    client = signed_in(member)

    through_own = f"/admin/pages/workflow/action/{inside.pk}/approve/{own_review.pk}/"
    direct = f"/admin/pages/workflow/action/{own_review.page_id}/approve/{own_review.pk}/"

    assert client.post(through_own).status_code == 404
    assert client.post(direct).status_code == 403
    assert not StandardPage.objects.get(pk=own_review.page_id).live


@pytest.mark.parametrize("role", ROLES)
def test_dashboard_and_list_name_the_agencys_own(
    role: str, request: pytest.FixtureRequest, own_review: Review, their_review: Review
):
    client = signed_in(request.getfixturevalue(role))

    for path in ("/admin/", "/admin/approvals/", "/admin/approvals/?p=2&ordering=-started_at"):
        assert CANARY not in client.get(path).content.decode()
    assert "Amber draft" in client.get("/admin/approvals/").content.decode()


def test_a_former_member_sees_and_decides_nothing_of_hers(own_review: Review, their_review: Review, transport: Agency):
    mover = MemberFactory(email="mover@gov.example", agencies=[transport], role=Role.PUBLISHER)
    hers = StandardPageFactory(parent=their_review.page.get_parent(), title=f"{CANARY} hers", slug="hers", live=False)
    submitted(hers, mover)
    Membership.objects.filter(user=mover).delete()
    add_member(email=mover.email, agency=own_review.page.agency, role=Role.PUBLISHER)

    page = signed_in(mover).get("/admin/").content.decode()

    assert CANARY not in page
    assert "Amber draft" in page
    with tenant_scope(own_review.page.agency):
        reviewable = TaskState.objects.reviewable_by(User.objects.get(pk=mover.pk))
        assert {state.pk for state in reviewable} == {own_review.pk}


def test_a_superuser_approves_nowhere(own_review: Review, their_review: Review):
    superuser = User.objects.create_user("root@gov.example", name="Root", is_superuser=True)
    Membership.objects.create(user=superuser, agency=own_review.page.agency, role=Role.EDITOR)
    sync_memberships(superuser)
    client = signed_in(superuser)

    assert client.post(f"/admin/pages/workflow/action/{own_review.page_id}/approve/{own_review.pk}/").status_code == 403
    assert (
        client.post(f"/admin/pages/workflow/action/{their_review.page_id}/approve/{their_review.pk}/").status_code
        == 404
    )
    assert "Waits for your approval" not in client.get("/admin/").content.decode()
    with tenant_scope(own_review.page.agency):
        assert list(TaskState.objects.reviewable_by(superuser)) == []


def test_outside_an_agency_nothing_can_be_reviewed(own_review: Review, health_admin: User):
    assert list(TaskState.objects.reviewable_by(health_admin)) == []


def test_e_mails_name_the_agencys_own(foreign: Holdings, own: Holdings, transport_editor: User, health_admin: User):
    MemberFactory(email="publisher@transport.example", agencies=[foreign.agency], role=Role.PUBLISHER)
    writer = MemberFactory(email="writer@health.example", agencies=[own.agency])

    submitted(own.draft_page, writer)

    [message] = mail.outbox
    assert message.recipients() == [health_admin.email]
    assert "Transport" not in message.body
    assert "http://health.admin.gov.test:8000/" in message.body
