"""Reports count, list and name what is the agency's."""

import pytest
from django.utils import timezone

from govcms.identity.models import User
from govcms.pages.models import Page
from tests.factories import MemberFactory
from tests.isolation.conftest import CANARY, Holdings, signed_in


def lock(page: Page, user: User) -> None:
    """Lock a page."""
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=user, locked_at=timezone.now())


@pytest.fixture
def locked(own: Holdings, foreign: Holdings, health_publisher: User) -> None:
    """A locked page in each agency; Transport's by somebody of its own."""
    lock(own.draft_page, health_publisher)
    lock(
        foreign.draft_page,
        MemberFactory(email="bird@transport.example", name=f"{CANARY} Person", agencies=[foreign.agency]),
    )


def test_locked_pages_are_the_agencys_and_so_is_who_locked_them(locked: None, health_admin: User):
    report = signed_in(health_admin).get("/admin/reports/locked/").content.decode()

    assert "Amber draft" in report
    assert CANARY not in report


def test_who_works_in_two_agencies_sees_the_locks_of_one(own: Holdings, foreign: Holdings, both_editor: User):
    from tenants.actions import add_member

    for agency in (own.agency, foreign.agency):
        add_member(email=both_editor.email, agency=agency, role="publisher")
    lock(own.draft_page, both_editor)
    lock(foreign.draft_page, both_editor)

    report = signed_in(both_editor).get("/admin/reports/locked/").content.decode()

    assert "Amber draft" in report
    assert CANARY not in report


def test_page_types_are_counted_within_the_agency(own: Holdings, foreign: Holdings, health_admin: User):
    client = signed_in(health_admin)

    for query in ("", "?export=csv", f"?site={foreign.home.path}", "?page_locale=en"):
        answer = client.get(f"/admin/reports/page-types-usage/{query}")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert CANARY not in body.decode()
    rows = {row.model: row.count for row in client.get("/admin/reports/page-types-usage/").context["object_list"]}
    assert rows == {"homepage": 1, "standardpage": 2}


@pytest.mark.parametrize("path", ["locked/", "page-types-usage/"])
def test_reports_are_for_those_who_work_with_pages(path: str, own: Holdings, health_viewer: User):
    assert signed_in(health_viewer).get(f"/admin/reports/{path}").status_code == 403
