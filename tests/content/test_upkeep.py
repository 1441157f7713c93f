"""What wants attention is on the dashboard of those whose pages it is about, and in a report for all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from govcms.content.models import StandardPage
from govcms.identity.models import User
from govcms.pages.models import ChangeNote, Page
from tenants.actions import add_member
from tenants.models import Agency, Role, Team
from tenants.scope import tenant_scope
from tests.factories import StandardPageFactory
from tests.isolation.canaries.pages import page_types
from tests.isolation.conftest import signed_in

TODAY = timezone.localdate


def in_need(home: Page, word: str, user: User | None = None, team: str = "") -> dict[str, StandardPage]:
    """A page for each reason, named by ``word``."""
    tomorrow = timezone.now() + timedelta(days=1)
    gone = StandardPageFactory(parent=home, title=f"{word} draft", live=False)
    link = [{"type": "rich_text", "value": f'<p><a linktype="page" id="{gone.pk}">x</a></p>'}]
    given = {"parent": home, "owner": user, "owner_team": team}
    pages = {
        "due": StandardPageFactory(title=f"{word} due", review_by=TODAY() + timedelta(days=3), **given),
        "later": StandardPageFactory(title=f"{word} later", review_by=TODAY() + timedelta(days=300), **given),
        "broken": StandardPageFactory(title=f"{word} broken", body=link, **given),
        "scheduled": StandardPageFactory(title=f"{word} scheduled", live=False, **given),
    }
    pages["scheduled"].go_live_at = tomorrow
    pages["scheduled"].save_revision(user=user, approved_go_live_at=tomorrow)
    return pages


def test_the_dashboard_lists_her_own_and_the_report_all(
    health_home: Page, transport_home: Page, health_editor: User, health_publisher: User
):
    in_need(health_home, "Amber", health_editor)
    in_need(health_home, "Basalt", health_publisher)
    in_need(transport_home, "Zugvogel")
    client = signed_in(health_editor)

    dashboard = client.get("/admin/").content.decode()
    for words in ("Amber due", "Amber broken", "Amber scheduled"):
        assert words in dashboard
    assert "Basalt due" not in dashboard
    assert "Amber later" not in dashboard
    for kind in ("due", "broken", "scheduled"):
        listed = client.get("/admin/upkeep/", {"kind": kind}).content.decode()
        assert f"Amber {kind}" in listed
        assert f"Basalt {kind}" in listed
        assert "Zugvogel" not in listed + dashboard
        assert sum(f"Amber {other}" in listed for other in ("due", "broken", "scheduled", "later")) == 1


def test_a_team_finds_its_own(health: Agency, health_home: Page, health_viewer: User):
    with tenant_scope(health):
        team = Team.objects.create(agency=health, key="fees", name="Fees and charges")
    member = add_member(email="t@health.example", name="T", agency=health, role=Role.EDITOR, team=team).user
    in_need(health_home, "Amber", team="fees")
    in_need(health_home, "Basalt")

    assert "Amber due" in signed_in(member).get("/admin/").content.decode()
    listed = signed_in(health_viewer).get("/admin/upkeep/", {"owner_team": "fees"}).content.decode()
    assert "Fees and charges" in listed
    assert "Amber due" in listed
    assert "Basalt due" not in listed
    assert signed_in(health_viewer).get("/admin/upkeep/", {"owner_team": "x", "kind": "y"}).status_code == 200


@pytest.mark.parametrize("path", ["/admin/", "/admin/upkeep/?kind=broken", "/admin/upkeep/"])
def test_it_costs_the_same_for_one_as_for_many(path: str, health_home: Page, health_editor: User):
    client = signed_in(health_editor)
    asked = []
    for round_ in range(3):
        for number in range(3 * round_ + 1):
            in_need(health_home, f"Amber {round_} {number}", health_editor)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        asked.append(len(queries))

    assert asked[1] == asked[2]


def test_rows_are_ordered_by_buttons_too_and_newcomers_find_their_words(health_home: Page, health_publisher: User):
    for number in range(2):
        StandardPageFactory(parent=health_home, title=f"Page {number}")
    client = signed_in(health_publisher)

    listed = client.get(f"/admin/pages/{health_home.pk}/", {"ordering": "ord"}).content.decode()
    assert listed.count("Move up") == listed.count("Move down") == listed.count('w-orderable-target="handle"') == 2
    assert "/admin/coming-from/" in client.get("/admin/").content.decode()
    assert "Gutenberg" in client.get("/admin/coming-from/").content.decode()


def test_each_field_of_each_page_type_has_help(health_home: Page, health_admin: User):
    bare = set()
    with tenant_scope(health_home.agency):
        for model in page_types():
            form = model.get_edit_handler().get_form_class()(
                instance=model(), for_user=health_admin, parent_page=health_home
            )
            bare |= {f"{model.__name__}.{name}" for name, field in form.fields.items() if not field.help_text}

    assert bare == set()


def test_an_editor_says_whose_a_page_is_and_how_it_stands(health: Agency, health_home: Page, health_editor: User):
    with tenant_scope(health):
        Team.objects.create(agency=health, key="fees", name="Fees and charges")
    page = StandardPageFactory(parent=health_home, owner_team="fees", review_by=TODAY() - timedelta(days=1))
    ChangeNote.objects.create(page=page, kind="major", text="New hours", published_at=timezone.now())

    html = " ".join(signed_in(health_editor).get(f"/admin/pages/{page.pk}/edit/").content.decode().split())

    facts = html[html.index('<dl class="page-facts">') :]
    facts = facts[: facts.index("</dl>")]
    for words in ("Ministry of Health", "Fees and charges", "live", "(due)", "New hours"):
        assert words in facts


@pytest.mark.parametrize(("kind", "days"), [("due", 3), ("scheduled", 1)])
def test_a_day_to_come_is_written_out(kind: str, days: int, health_home: Page, health_editor: User):
    in_need(health_home, "Health")
    day = timezone.localtime(timezone.now() + timedelta(days=days))

    row = signed_in(health_editor).get(f"/admin/upkeep/?kind={kind}").content.decode().partition(f"Health {kind}")[2]

    written = date_format(day, "DATE_FORMAT") if kind == "due" else date_format(day, "SHORT_DATETIME_FORMAT")
    assert written.split()[0] in row.partition("</tr>")[0]
    assert "Just now" not in row
