"""Reporting a problem: anybody can, nothing typed is lost, and the agency's people are told."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from govcms.engagement.models import MAX_WORDS, ProblemReport
from govcms.engagement.tasks import forget_reporters, tell_of_reports
from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.models import Agency
from tests.factories import StandardPageFactory

pytestmark = pytest.mark.django_db

FORM = "/report-a-problem/"
HEALTH = "health.gov.test"


def send(client: Client, **written: Any) -> Any:
    """Send the form on Health's site."""
    return client.post(FORM, {"words": "The link is broken.", **written}, headers={"host": HEALTH})


def reports() -> list[ProblemReport]:
    """All there are."""
    return list(ProblemReport._base_manager.all())


def test_every_page_leads_to_the_form_and_the_form_knows_the_page(client: Client, health_home: Page) -> None:
    page = StandardPageFactory(parent=health_home, title="Bus pass")
    html = client.get("/bus-pass/", headers={"host": HEALTH}).content.decode()
    assert f'href="{FORM}"' in html

    form = client.get(FORM, headers={"host": HEALTH, "referer": f"http://{HEALTH}/bus-pass/?q=secret"})

    assert 'value="/bus-pass/"' in form.content.decode()
    assert "no-store" in form.headers["Cache-Control"]
    assert send(client, address="/bus-pass/").status_code == 302
    [report] = reports()
    assert (report.page_id, report.address, report.words) == (page.pk, "/bus-pass/", "The link is broken.")
    assert report.agency_id == health_home.agency_id


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("", ""),
        ("https://health.gov.test/bus-pass/?token=abc#top", "/bus-pass/"),
        ("health.gov.test/bus-pass/", "/bus-pass/"),
        ("/gone/", "/gone/"),
        ("https://health.gov.test/%D9%85%D9%83%D8%AA%D8%A8/", "/مكتب/"),
        ("the page about buses", "the page about buses"),
        ("http://[broken", "http://[broken"),
        ("/bus%00-pass%0D%0ABcc:%E2%80%AE/", "/bus-passBcc:/"),
    ],
)
def test_an_address_is_taken_as_it_is_written(client: Client, health_home: Page, written: str, path: str) -> None:
    assert send(client, address=written).status_code == 302

    assert [report.address for report in reports()] == [path]


@pytest.mark.parametrize("live", [True, False])
def test_a_draft_is_no_page_to_a_citizen(client: Client, health_home: Page, live: bool) -> None:
    StandardPageFactory(parent=health_home, title="Bus pass", live=live)

    send(client, address="/bus-pass/")

    assert (reports()[0].page_id is not None) is live


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"words": " "}, "Say what went wrong."),
        ({"words": "x" * (MAX_WORDS + 1)}, "Use at most 3000 characters; you have written 3001."),
        ({"reply_to": "nobody"}, "Write an e-mail address such as name@example.org"),
    ],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(
    client: Client, health_home: Page, written: dict[str, str], message: str
) -> None:
    answer = send(client, address="/bus-pass/", **written)
    html = answer.content.decode()

    assert answer.status_code == 422
    assert html.count(message) == 2  # in the summary and beside the field
    assert 'value="/bus-pass/"' in html
    assert 'aria-invalid="true"' in html
    assert reports() == []


def test_a_machine_that_fills_in_every_field_is_thanked_and_forgotten(client: Client, health_home: Page) -> None:
    assert send(client, website="http://spam.example/").status_code == 302
    assert reports() == []


def test_who_sends_too_much_has_to_wait_and_keeps_her_words(client: Client, health_home: Page) -> None:
    answers = [send(client, words=f"Report {number}") for number in range(21)]

    assert answers[-2].status_code == 302
    assert answers[-1].status_code == 429
    assert "Report 20" in answers[-1].content.decode()
    assert len(reports()) == 20


def test_a_form_from_elsewhere_is_refused(health_home: Page) -> None:
    assert send(Client(enforce_csrf_checks=True)).status_code == 403


def test_the_agencys_admins_are_told_once_and_not_in_the_citizens_words(
    client: Client, health_home: Page, health_admin: User, health_editor: User
) -> None:
    for _ in range(2):
        send(client, words="My name is Ida.")

    tell_of_reports.call()
    tell_of_reports.call()

    [message] = mail.outbox
    assert message.to == [health_admin.email]
    assert message.subject.endswith("2 problems were reported")
    assert "http://health.admin.gov.test:8000/admin/problem_reports/" in message.body
    assert "Ida" not in message.body


@pytest.mark.parametrize(("days", "kept"), [(89, True), (91, False)])
def test_the_address_of_a_citizen_is_forgotten_as_promised(health: Agency, days: int, kept: bool) -> None:
    report = ProblemReport._base_manager.create(
        agency=health, agency_site=health.sites.get(), words="Broken", reply_to="ida@example.org", status="settled"
    )
    ProblemReport._base_manager.update(settled_at=timezone.now() - timedelta(days=days))

    forget_reporters.call()

    report.refresh_from_db()
    assert bool(report.reply_to) is kept
