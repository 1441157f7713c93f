"""What waits is on the dashboard of those who can act, and in a list, at the same cost however much waits."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Task, TaskState, Workflow

from govcms.content.approval.panels import ROWS
from govcms.content.models import Review, StandardPage
from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.actions import add_member, enter_agency
from tenants.models import Agency, Role
from tenants.scope import tenant_scope
from tests.content.test_workflow import draft, path_of, submitted
from tests.factories import AgencyFactory, MemberFactory, StandardPageFactory, launched
from tests.isolation.conftest import signed_in

__all__ = ["draft"]


def test_the_dashboard_of_an_approver_and_of_whoever_asked(
    draft: StandardPage, health_editor: User, health_publisher: User, health_viewer: User
):
    review = submitted(draft, health_editor, note="New hours")

    approver = signed_in(health_publisher).get("/admin/").content.decode()
    assert "Waits for your approval" in approver
    assert "New hours" in approver
    assert path_of(review, "approve") in approver
    assert "Your submissions" not in approver
    editor = signed_in(health_editor).get("/admin/").content.decode()
    assert "Your submissions" in editor
    assert "Waits for your approval" not in editor
    viewer = signed_in(health_viewer).get("/admin/").content.decode()
    assert "Clinics" not in viewer

    signed_in(health_publisher).post(path_of(review, "reject"), {"comment": "Too long"})
    assert "Too long" in signed_in(health_editor).get("/admin/").content.decode()
    assert "Waits for your approval" not in signed_in(health_publisher).get("/admin/").content.decode()


def test_her_own_submission_is_on_a_publishers_list_only_where_nobody_else_can_approve(
    draft: StandardPage, health: Agency, health_publisher: User
):
    review = submitted(draft, health_publisher)
    client = signed_in(health_publisher)
    assert path_of(review, "publish-alone") in client.get("/admin/").content.decode()

    MemberFactory(email="second@health.example", agencies=[health], role=Role.PUBLISHER)

    page = client.get("/admin/").content.decode()
    assert "Waits for your approval" not in page
    assert "Your submissions" in page


@pytest.mark.parametrize("role", ["health_viewer", "health_editor", "health_publisher", "health_admin"])
def test_the_list_shows_every_member_what_waits(
    role: str, request: pytest.FixtureRequest, draft: StandardPage, health_editor: User
):
    submitted(draft, health_editor, note="New hours")

    page = signed_in(request.getfixturevalue(role)).get("/admin/approvals/").content.decode()

    assert "Clinics" in page
    assert "New hours" in page
    assert "Waits for approval" in page


def test_the_list_of_a_section_ends_with_the_section(health: Agency, health_home: Page, health_editor: User):
    inside = StandardPageFactory(parent=health_home, title="Inside", slug="inside", live=False)
    outside = StandardPageFactory(parent=health_home, title="Outside", slug="outside", live=False)
    member = MemberFactory(email="section@health.example")
    add_member(email=member.email, agency=health, role=Role.EDITOR, section=inside)
    submitted(inside, health_editor)
    submitted(outside, health_editor)

    page = signed_in(member).get("/admin/approvals/").content.decode()

    assert "Inside" in page
    assert "Outside" not in page


def test_an_empty_list_says_so(health_viewer: User):
    assert "No page waits for approval" in signed_in(health_viewer).get("/admin/approvals/").content.decode()


def many_waiting(parent: Page, user: User, number: int) -> None:
    """Pages that wait, written in bulk from one that was submitted properly."""
    pages = [
        StandardPageFactory(parent=parent, title=f"Waiting {index}", slug=f"waiting-{index}", live=False)
        for index in range(number)
    ]
    for page in pages:
        submitted(page, user)


@pytest.mark.parametrize("path", ["/admin/", "/admin/approvals/"])
def test_lists_cost_the_same_however_much_waits(
    path: str, health: Agency, health_home: Page, health_editor: User, health_publisher: User
):
    client = signed_in(health_publisher)
    many_waiting(health_home, health_editor, 1)
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(path)
    section = StandardPageFactory(parent=health_home, title="More", slug="more")
    many_waiting(section, health_editor, 2 * ROWS)
    with CaptureQueriesContext(connection) as many:
        page = client.get(path).content.decode()

    # One more to count what the dashboard leaves out.
    assert len(many) <= len(few) + 1, "\n".join(query["sql"] for query in many.captured_queries)
    assert "Waiting 0" in page


def test_other_agencies_cost_nothing(health: Agency, draft: StandardPage, health_editor: User, health_publisher: User):
    client = signed_in(health_publisher)
    submitted(draft, health_editor)
    client.get("/admin/")
    with CaptureQueriesContext(connection) as alone:
        client.get("/admin/")
    for number in range(3):
        agency = AgencyFactory(key=f"agency-{number}")
        launched(agency)
        editor = MemberFactory(agencies=[agency])
        home = agency.sites.get().site.root_page.specific
        many_waiting(home, editor, 3)
    with CaptureQueriesContext(connection) as among:
        client.get("/admin/")

    assert len(among) == len(alone)
    assert (Task.objects.count(), Workflow.objects.count()) == (1, 1)
    with tenant_scope(health), CaptureQueriesContext(connection) as asked:
        reviewable = list(TaskState.objects.reviewable_by(User.objects.get(pk=health_publisher.pk)))
    assert [state.pk for state in reviewable] == [Review.objects.get(page=draft).pk]
    assert len(asked) <= 8


@pytest.mark.parametrize("role", ["health_viewer", "health_editor", "health_publisher"])
def test_the_explorer_costs_the_same_however_much_waits(
    role: str, request: pytest.FixtureRequest, health_home: Page, health_editor: User
):
    client = signed_in(request.getfixturevalue(role))
    listing = f"/admin/pages/{health_home.pk}/"
    pages = [
        StandardPageFactory(parent=health_home, title=f"Page {number}", slug=f"page-{number}") for number in range(12)
    ]
    submitted(pages[0], health_editor)
    client.get(listing)
    with CaptureQueriesContext(connection) as one:
        client.get(listing)
    for page in pages[1:]:
        submitted(page, health_editor)
    with CaptureQueriesContext(connection) as all_of_them:
        client.get(listing)

    assert len(all_of_them) == len(one)


def test_somebody_of_the_platform_may_help_and_nobody_counts_on_her(
    draft: StandardPage, health: Agency, health_publisher: User, platform_admin: User
):
    enter_agency(
        user=platform_admin,
        agency=health,
        reason="Asked to help",
        lasts=timedelta(hours=1),
        role=Role.PUBLISHER,
    )
    mail.outbox.clear()

    review = submitted(draft, health_publisher)

    assert mail.outbox == []
    assert path_of(review, "publish-alone") in signed_in(health_publisher).get("/admin/").content.decode()
    assert path_of(review, "approve") in signed_in(platform_admin).get("/admin/").content.decode()
    hers = StandardPageFactory(parent=draft.get_parent(), title="Hers", slug="hers", live=False)
    assert path_of(submitted(hers, platform_admin), "publish-alone") not in (
        signed_in(platform_admin).get("/admin/").content.decode()
    )
