"""Approval: submitted by whoever writes, decided by whoever may publish, never by the same person unnoticed."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Task, TaskState, Workflow, WorkflowPage, WorkflowState

from govcms.content.approval.notes import submitted_with
from govcms.content.handover import hand_over_pages
from govcms.content.models import Review, RoleApprovalTask, StandardPage
from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.actions import add_member
from tenants.models import Agency, Role
from tenants.scope import tenant_scope
from tests.factories import MemberFactory, StandardPageFactory
from tests.isolation.conftest import signed_in

FORM = {
    "title": "Clinics",
    "slug": "clinics",
    "summary": "Where to go.",
    "body-count": "0",
    "change_type": "minor",
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
}


@pytest.fixture
def draft(health_home: Page) -> StandardPage:
    """A page nobody has published."""
    return StandardPageFactory(parent=health_home, title="Clinics", slug="clinics", live=False)


def submitted(page: Page, user: User, note: str = "") -> Review:
    """Submit the page as the editor does."""
    with tenant_scope(page.agency), submitted_with(note):
        page.get_workflow().start(page, user)
    return Review.objects.get(page=page, status=TaskState.STATUS_IN_PROGRESS)


def path_of(review: Review, action: str) -> str:
    """Where an approver decides."""
    return f"/admin/pages/workflow/action/{review.page_id}/{action}/{review.pk}/"


def test_one_workflow_with_one_task_serves_all_agencies(health: Agency, transport: Agency):
    assert Workflow.objects.count() == 1
    assert [type(task.specific) for task in Task.objects.all()] == [RoleApprovalTask]
    assert WorkflowPage.objects.get().page.depth == 1


def test_an_editor_submits_and_a_publisher_approves(draft, health_editor: User, health_publisher: User):
    editor, publisher = signed_in(health_editor), signed_in(health_publisher)
    edit = f"/admin/pages/{draft.pk}/edit/"

    answer = editor.post(edit, {**FORM, "title": "Winter clinics", "action-submit": "1", "approval_note": "Please."})

    assert answer.status_code == 302
    review = Review.objects.get()
    assert (review.page_id, review.submitted_by, review.note) == (draft.pk, health_editor, "Please.")
    assert not StandardPage.objects.get(pk=draft.pk).live
    assert publisher.post(path_of(review, "approve")).status_code == 302
    page = StandardPage.objects.get(pk=draft.pk)
    assert page.live
    assert page.title == "Winter clinics"
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED


def test_the_dialogue_says_who_approves_and_takes_a_note(
    draft: StandardPage, health_home: Page, health_editor: User, health_publisher: User
):
    client = signed_in(health_editor)
    User.objects.filter(pk=health_publisher.pk).update(name="Petra Publisher")

    for path in (f"/admin/pages/{draft.pk}/edit/", f"/admin/pages/add/content/standardpage/{health_home.pk}/"):
        form = client.get(path).content.decode()
        assert "Petra Publisher can approve this page" in form
        assert 'name="approval_note"' in form
        assert "action-publish" not in form
        assert "action-restart-workflow" not in form


def test_where_nobody_can_approve_the_dialogue_says_so(draft: StandardPage, health_editor: User):
    form = signed_in(health_editor).get(f"/admin/pages/{draft.pk}/edit/").content.decode()

    assert "Nobody can approve this page yet" in form


def test_a_new_page_is_submitted_with_a_note(health_home: Page, health_editor: User):
    add = f"/admin/pages/add/content/standardpage/{health_home.pk}/"

    signed_in(health_editor).post(add, {**FORM, "action-submit": "1", "approval_note": "First draft"})

    review = Review.objects.get()
    assert (review.page.slug, review.note, review.submitted_by) == ("clinics", "First draft", health_editor)


def test_an_approver_sends_it_back_with_a_comment_and_the_editor_submits_again(
    draft: StandardPage, health_editor: User, health_publisher: User
):
    editor, publisher = signed_in(health_editor), signed_in(health_publisher)
    edit = f"/admin/pages/{draft.pk}/edit/"
    review = submitted(draft, health_editor)

    publisher.post(path_of(review, "reject"), {"comment": " "})
    assert Review.objects.get(pk=review.pk).status == TaskState.STATUS_IN_PROGRESS
    publisher.post(path_of(review, "reject"), {"comment": "The hours are missing."})

    review.refresh_from_db()
    assert (review.status, review.finished_by) == (TaskState.STATUS_REJECTED, health_publisher)
    assert "The hours are missing." in editor.get(edit).content.decode()
    assert "The hours are missing." in editor.get(f"{edit.removesuffix('edit/')}history/").content.decode()
    editor.post(edit, {**FORM, "title": "Clinics, 9 to 5", "action-submit": "1", "approval_note": "Added."})
    again = Review.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    assert (again.page, again.note) == (draft.page_ptr, "Added.")
    assert "Added." in editor.get(f"{edit.removesuffix('edit/')}history/").content.decode()
    assert WorkflowState.objects.count() == 1


def test_an_approver_decides_in_the_editor(draft: StandardPage, health_editor: User, health_publisher: User):
    publisher = signed_in(health_publisher)
    edit = f"/admin/pages/{draft.pk}/edit/"
    submitted(draft, health_editor, note="The new hours")
    form = publisher.get(edit).content.decode()
    assert "The new hours" in form
    assert "Ask for changes" in form
    assert "and Publish" not in form

    decision = {"action-workflow-action": "true", "workflow-action-name": "reject"}
    for words in ("{}", '{"comment": " "}', "not json", "[]", '{"update": false}'):
        publisher.post(edit, {**FORM, **decision, "workflow-action-extra-data": words})
        assert Review.objects.get().status == TaskState.STATUS_IN_PROGRESS
    approval = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    answer = publisher.post(edit, {**FORM, **approval, "title": "Clinics, by the publisher"}, follow=True)

    page = StandardPage.objects.get(pk=draft.pk)
    assert page.live
    assert page.title == "Clinics, by the publisher"
    assert "is approved and published" in answer.content.decode()


def test_while_it_waits_the_page_is_locked_for_all_but_those_who_approve(
    draft: StandardPage, health_editor: User, health_publisher: User
):
    edit = f"/admin/pages/{draft.pk}/edit/"
    submitted(draft, health_editor)

    signed_in(health_editor).post(edit, {**FORM, "title": "Changed unseen"})
    assert StandardPage.objects.get(pk=draft.pk).get_latest_revision_as_object().title == "Clinics"
    assert "waits for approval" in signed_in(health_editor).get(edit).content.decode()
    signed_in(health_publisher).post(edit, {**FORM, "title": "Changed by an approver"})
    assert StandardPage.objects.get(pk=draft.pk).get_latest_revision_as_object().title == "Changed by an approver"


def test_while_it_waits_nobody_publishes_past_the_approval(
    draft: StandardPage, health_editor: User, health_publisher: User, health_admin: User
):
    submitted(draft, health_publisher)

    for user in (health_publisher, health_admin, health_editor):
        client = signed_in(user)
        client.post(f"/admin/pages/{draft.pk}/edit/", {**FORM, "action-publish": "1"})
        client.post(f"/admin/bulk/pages/page/publish/?id={draft.pk}")
        assert not StandardPage.objects.get(pk=draft.pk).live
    assert Review.objects.get().status == TaskState.STATUS_IN_PROGRESS


def test_an_editor_takes_her_submission_back(draft: StandardPage, health_editor: User, health_publisher: User):
    client, edit = signed_in(health_editor), f"/admin/pages/{draft.pk}/edit/"
    submitted(draft, health_editor)
    assert "Cancel submission" in client.get(edit).content.decode()

    client.post(edit, {**FORM, "action-cancel-workflow": "1"})

    assert Review.objects.get().status == TaskState.STATUS_CANCELLED
    assert "waits for approval" not in client.get(edit).content.decode()


def test_nobody_approves_her_own_submission(draft: StandardPage, health_publisher: User, health_admin: User):
    publisher, admin = signed_in(health_publisher), signed_in(health_admin)
    review = submitted(draft, health_publisher)

    assert publisher.post(path_of(review, "approve")).status_code == 403
    assert publisher.post(path_of(review, "publish-alone"), {"comment": "In a hurry"}).status_code == 403
    assert not StandardPage.objects.get(pk=draft.pk).live
    admin.post(path_of(review, "approve"))
    assert StandardPage.objects.get(pk=draft.pk).live


def test_a_lone_publisher_publishes_her_own_submission_with_a_reason(draft: StandardPage, health_publisher: User):
    client = signed_in(health_publisher)
    review = submitted(draft, health_publisher)
    edit = f"/admin/pages/{draft.pk}/edit/"
    assert "Publish with a reason" in client.get(edit).content.decode()

    assert client.post(path_of(review, "approve")).status_code == 403
    client.post(path_of(review, "publish-alone"), {"comment": ""})
    assert not StandardPage.objects.get(pk=draft.pk).live
    client.post(path_of(review, "publish-alone"), {"comment": "Colleague on leave"})

    assert StandardPage.objects.get(pk=draft.pk).live
    assert "Colleague on leave" in client.get(f"/admin/pages/{draft.pk}/history/").content.decode()


def test_an_editor_decides_nothing(draft: StandardPage, health_editor: User, health_publisher: User):
    review = submitted(draft, health_publisher)

    for action in ("approve", "reject", "publish-alone", "nonsense"):
        answer = signed_in(health_editor).post(path_of(review, action), {"comment": "Mine"})
        assert answer.status_code == 403
    assert Review.objects.get().status == TaskState.STATUS_IN_PROGRESS


def test_whoever_publishes_a_section_approves_that_section_alone(
    health: Agency, health_home: Page, health_editor: User
):
    inside = StandardPageFactory(parent=health_home, title="Inside", slug="inside")
    page = StandardPageFactory(parent=inside, title="Below", slug="below", live=False)
    outside = StandardPageFactory(parent=health_home, title="Outside", slug="outside", live=False)
    section_publisher = MemberFactory(email="section@health.example")
    add_member(email=section_publisher.email, agency=health, role=Role.PUBLISHER, section=inside)
    client = signed_in(section_publisher)
    above, below = submitted(outside, health_editor), submitted(page, health_editor)

    assert client.post(path_of(above, "approve")).status_code in {302, 403}
    assert not StandardPage.objects.get(pk=outside.pk).live
    assert client.post(path_of(below, "approve")).status_code == 302
    assert StandardPage.objects.get(pk=page.pk).live
    with tenant_scope(health):
        assert list(TaskState.objects.reviewable_by(section_publisher)) == []


def test_of_two_approvers_the_second_is_told(
    draft: StandardPage, health_editor: User, health_publisher: User, health_admin: User
):
    review = submitted(draft, health_editor)
    task = review.task.specific

    with tenant_scope(draft.agency):
        task.on_action(review, health_publisher, "approve")
        with pytest.raises(PermissionDenied):
            task.on_action(review, health_admin, "reject", comment="Too late")
    answer = signed_in(health_admin).post(path_of(review, "reject"), {"comment": "Too late"}, follow=True)

    assert "does not wait for approval any more" in answer.content.decode()
    assert Review.objects.get().status == TaskState.STATUS_APPROVED


def test_approval_respects_the_schedule(draft: StandardPage, health_editor: User, health_publisher: User):
    review = submitted(draft, health_editor)
    edit = f"/admin/pages/{draft.pk}/edit/"
    approval = {"action-workflow-action": "true", "workflow-action-name": "approve"}

    answer = signed_in(health_publisher).post(edit, {**FORM, **approval, "go_live_at": "2099-01-01 09:00"}, follow=True)

    page = StandardPage.objects.get(pk=draft.pk)
    assert Review.objects.get(pk=review.pk).status == TaskState.STATUS_APPROVED
    assert not page.live
    assert page.scheduled_revision is not None
    assert "will be published on" in answer.content.decode()


def test_what_waits_for_whom(health: Agency, health_home: Page, health_editor: User, health_publisher: User):
    inside = StandardPageFactory(parent=health_home, title="Inside", slug="inside", live=False)
    outside = StandardPageFactory(parent=health_home, title="Outside", slug="outside", live=False)
    submitted(inside, health_publisher)
    submitted(outside, health_publisher)

    def waiting_for(user: User) -> set[str]:
        with tenant_scope(health):
            states = TaskState.objects.reviewable_by(User.objects.get(pk=user.pk))
            return {state.specific.page.title for state in states}

    # Nobody else could: she may publish them herself, with a reason.
    assert waiting_for(health_publisher) == {"Inside", "Outside"}
    section_publisher = MemberFactory(email="section@health.example")
    add_member(email=section_publisher.email, agency=health, role=Role.PUBLISHER, section=inside)
    assert waiting_for(section_publisher) == {"Inside"}
    assert waiting_for(health_publisher) == {"Outside"}
    assert waiting_for(health_editor) == set()


def test_what_is_wrong_comes_down_while_a_later_version_waits(
    health_home: Page, health_publisher: User, health_editor: User
):
    page = StandardPageFactory(parent=health_home, title="Clinics", slug="clinics")
    submitted(page, health_publisher)

    signed_in(health_editor).post(f"/admin/pages/{page.pk}/unpublish/")
    assert StandardPage.objects.get(pk=page.pk).live
    signed_in(health_publisher).post(f"/admin/pages/{page.pk}/unpublish/")
    assert not StandardPage.objects.get(pk=page.pk).live
    assert Review.objects.get().status == TaskState.STATUS_IN_PROGRESS


def test_whoever_submits_is_told_who_approves(draft: StandardPage, health_editor: User, health_publisher: User):
    User.objects.filter(pk=health_publisher.pk).update(name="Petra Publisher")
    edit = f"/admin/pages/{draft.pk}/edit/"

    page = signed_in(health_editor).post(edit, {**FORM, "action-submit": "1"}, follow=True).content.decode()

    assert "“Clinics” waits for approval by Petra Publisher." in page
    assert "moderation" not in page
    assert "waiting for approval" in page


def test_a_page_that_is_handed_over_or_deleted_waits_no_more(
    draft: StandardPage, health_home: Page, transport_home: Page, health_editor: User, health_admin: User
):
    other = StandardPageFactory(parent=health_home, title="Other", slug="other", live=False)
    handed_over, deleted = submitted(draft, health_editor), submitted(other, health_editor)

    hand_over_pages(page=Page.objects.get(pk=draft.pk), to=transport_home.agency)
    signed_in(health_admin).post(f"/admin/pages/{other.pk}/delete/")

    for review in (handed_over, deleted):
        assert Review.objects.get(pk=review.pk).status == TaskState.STATUS_CANCELLED
    assert "No page waits" in signed_in(health_admin).get("/admin/approvals/").content.decode()


def test_an_approver_decides_where_she_compares(health_home: Page, health_editor: User, health_publisher: User):
    page = StandardPageFactory(parent=health_home, title="Clinics", slug="clinics")
    first = page.latest_revision_id
    signed_in(health_editor).post(
        f"/admin/pages/{page.pk}/edit/", {**FORM, "title": "Winter clinics", "action-submit": "1"}
    )
    review = Review.objects.get()
    compare = f"/admin/pages/{page.pk}/revisions/compare/"
    latest = signed_in(health_publisher).get(f"{compare}live...latest/").content.decode()

    assert path_of(review, "approve") in latest
    assert path_of(review, "reject") in latest
    later = StandardPage.objects.get(pk=page.pk).latest_revision_id
    assert path_of(review, "approve") in signed_in(health_publisher).get(f"{compare}live...{later}/").content.decode()
    older = signed_in(health_publisher).get(f"{compare}live...{first}/").content.decode()
    assert path_of(review, "approve") not in older
    editor = signed_in(health_editor).get(f"{compare}live...latest/").content.decode()
    assert "Winter" in editor
    assert path_of(review, "approve") not in editor
