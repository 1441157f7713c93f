"""Approval is called approval wherever people read of it; Wagtail's words of moderation and workflows are gone."""

import re
from html import unescape

import pytest
from django.utils.html import strip_tags

from govcms.content.models import Review, StandardPage
from govcms.identity.models import User
from govcms.pages.models import Page
from tests.content.test_workflow import FORM, path_of, signed_in, submitted
from tests.factories import StandardPageFactory

# A failed task is one of the platform's own, in the background.
FOREIGN_WORDS = re.compile(r"moderation|workflow|(?<!failed )(?<!dismiss )(?<!try )\btask", re.IGNORECASE)


@pytest.fixture
def clinics(health_home: Page, health_publisher: User) -> StandardPage:
    """A live page; somebody who could approve the next version of it is there."""
    User.objects.filter(pk=health_publisher.pk).update(name="Petra Publisher")
    return StandardPageFactory(parent=health_home, title="Clinics", slug="clinics")


def words_at(user: User, path: str) -> str:
    """What a person reads on a screen."""
    answer = signed_in(user).get(path, follow=True)
    assert answer.status_code == 200, path
    return words_of(answer.content.decode())


def words_of(html: str) -> str:
    """The words of a page between its tags."""
    visible = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(strip_tags(visible)))


def foreign_words_in(words: str) -> list[str]:
    """Words of Wagtail's, each with what stands around it."""
    return [words[max(0, found.start() - 60) : found.end() + 30] for found in FOREIGN_WORDS.finditer(words)]


def test_the_side_panel_says_that_it_waits_and_for_whom(clinics: StandardPage, health_editor: User):
    submitted(clinics, health_editor)

    words = words_at(health_editor, f"/admin/pages/{clinics.pk}/edit/")

    assert "Status: Live" in words
    assert "Status: Waiting for approval" in words
    assert "Submitted by Person" in words
    assert "Petra Publisher can approve it." in words
    assert "Compare with live version" in words
    assert "Sent to" not in words
    assert "No publishing schedule set" in words


def test_it_says_what_has_to_change(clinics: StandardPage, health_editor: User, health_publisher: User):
    review = submitted(clinics, health_editor)
    signed_in(health_publisher).post(path_of(review, "reject"), {"comment": "Opening hours?"})

    words = words_at(health_editor, f"/admin/pages/{clinics.pk}/edit/")

    assert "Status: Needs changes" in words
    assert "“Opening hours?”" in words
    assert "can approve it" not in words


def test_a_page_that_was_not_submitted_is_as_wagtail_shows_it(clinics: StandardPage, health_editor: User):
    words = words_at(health_editor, f"/admin/pages/{clinics.pk}/edit/")

    assert "Status: Live" in words
    assert "Waiting for approval" not in words


def test_nobody_reads_of_workflows(
    clinics: StandardPage, health_home: Page, health_editor: User, health_publisher: User, health_admin: User
):
    waiting = StandardPageFactory(parent=health_home, title="Waiting", slug="waiting", live=False)
    again = submitted(clinics, health_editor)
    signed_in(health_publisher).post(path_of(again, "reject"), {"comment": "Opening hours?"})
    signed_in(health_editor).post(f"/admin/pages/{clinics.pk}/edit/", {**FORM, "action-submit": "1"})
    signed_in(health_publisher).post(path_of(Review.objects.get(page=clinics, status="in_progress"), "approve"))
    submitted(waiting, health_editor)
    paths = [f"/admin/pages/{page.pk}/{screen}" for page in (clinics, waiting) for screen in ("edit/", "history/")]
    paths += ["/admin/", f"/admin/pages/{health_home.pk}/", "/admin/account/", "/admin/approvals/"]
    paths += [f"/admin/pages/workflow/confirm_cancellation/{waiting.pk}/", "/admin/reports/log/"]

    for user in (health_editor, health_publisher, health_admin):
        for path in paths:
            answer = signed_in(user).get(path, follow=True)
            assert answer.status_code in {200, 403}, path
            assert foreign_words_in(words_of(answer.content.decode())) == [], path
    assert "waiting for approval" in words_at(health_editor, f"/admin/pages/{health_home.pk}/")
    assert "Submitted for approval again" in words_at(health_publisher, f"/admin/pages/{clinics.pk}/history/")


def test_what_is_done_to_a_submission_is_told_in_our_words(clinics: StandardPage, health_editor: User):
    review = submitted(clinics, health_editor)
    client = signed_in(health_editor)
    edit = f"/admin/pages/{clinics.pk}/edit/"

    taken_back = words_of(client.post(edit, {**FORM, "action-cancel-workflow": "1"}, follow=True).content.decode())
    assert "“Clinics” no longer waits for approval." in taken_back

    late = words_of(client.post(path_of(review, "approve"), follow=True).content.decode())
    assert "“Clinics” does not wait for approval any more." in late
    for words in (taken_back, late):
        assert foreign_words_in(words) == []


@pytest.mark.parametrize("screen", ["workflow_history/", "workflow_history/detail/{state}/"])
def test_the_history_of_workflows_is_the_history_of_the_page(
    screen: str, clinics: StandardPage, health_editor: User, health_admin: User
):
    review = submitted(clinics, health_editor)

    path = f"/admin/pages/{clinics.pk}/{screen.format(state=review.workflow_state_id)}"

    assert signed_in(health_admin).get(path).status_code == 404
