"""Your own agency's object without the right: 403, with what is missing and who can help."""

import pytest
from django.test import Client

from govcms.content.models import StandardPage
from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.actions import add_member
from tenants.models import Agency, Role
from tests.factories import StandardPageFactory
from tests.isolation.conftest import CANARY, Holdings, signed_in


@pytest.fixture
def draft(health_home: Page) -> StandardPage:
    """A page nobody has published."""
    return StandardPageFactory(parent=health_home, title="Clinics", slug="clinics", live=False)


def test_a_refusal_says_what_is_missing_and_who_can_help(
    draft: StandardPage, health_viewer: User, health_admin: User, transport: Agency
):
    add_member(email="other@transport.example", agency=transport, role=Role.AGENCY_ADMIN)

    response = signed_in(health_viewer).get(f"/admin/pages/{draft.pk}/edit/")

    body = response.content.decode()
    assert response.status_code == 403
    assert "Your role here, viewer, does not allow you to change this page." in body
    assert "It takes the role of agency admin, publisher or editor." in body
    assert f"mailto:{health_admin.email}" in body
    assert "transport" not in body.lower()
    assert 'id="wagtail-sidebar"' in body


def test_a_refusal_outside_her_section_names_the_section(health: Agency, health_home: Page, draft: StandardPage):
    budget = StandardPageFactory(parent=health_home, title="Budget", slug="budget", live=False)
    add_member(email="team@health.example", agency=health, role=Role.PUBLISHER, section=draft)
    user = User.objects.get(email="team@health.example")

    body = signed_in(user).get(f"/admin/pages/{budget.pk}/edit/").content.decode()

    assert "This page lies outside your section, “Clinics”: you may not change this page." in body
    assert "Budget" not in body


def test_what_nobody_may_do_is_not_sent_to_an_admin_who_cannot_help(health_home: Page, health_admin: User):
    response = signed_in(health_admin).get(f"/admin/pages/{health_home.pk}/delete/")

    assert response.status_code == 403
    assert "Nobody in Ministry of Health may do this here" in response.content.decode()


@pytest.mark.parametrize("headers", [{"x-requested-with": "XMLHttpRequest"}, {"accept": "application/json"}])
def test_a_script_is_answered_in_json(draft: StandardPage, health_viewer: User, headers: dict[str, str]):
    response = signed_in(health_viewer).post(f"/admin/pages/{draft.pk}/edit/", headers=headers)

    assert response.status_code == 403
    answer = response.json()
    assert (answer["success"], answer["error_code"]) == (False, "permission_denied")
    assert "viewer" in answer["error_message"]


def test_a_refused_write_changes_nothing_and_leaves_no_message(draft: StandardPage, health_viewer: User):
    client = signed_in(health_viewer)

    assert client.post(f"/admin/pages/{draft.pk}/delete/").status_code == 403

    assert StandardPage.objects.filter(pk=draft.pk).exists()
    assert "messages" not in client.cookies


def test_another_agencys_object_stays_not_found(own: Holdings, foreign: Holdings, health_viewer: User):
    response = signed_in(health_viewer).get(f"/admin/pages/{foreign.draft_page.pk}/edit/")

    assert response.status_code == 404
    assert CANARY not in response.content.decode()


def test_a_stranger_is_still_sent_to_sign_in(client: Client, draft: StandardPage):
    response = client.get(f"/admin/pages/{draft.pk}/edit/", headers={"host": "health.admin.gov.test"})

    assert response.status_code == 302
    assert response["Location"].startswith("http://admin.gov.test:8000/admin/login/")
