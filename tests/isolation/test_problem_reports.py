"""What citizens report to one agency does not exist for another."""

import pytest

from govcms.engagement.models import ProblemReport
from govcms.identity.models import User
from tenants.models import Agency
from tests.isolation.conftest import CANARY, signed_in

LIST = "/admin/problem_reports/"


def report(agency: Agency, words: str) -> ProblemReport:
    """Somebody reported something on the agency's site."""
    return ProblemReport._base_manager.create(
        agency=agency, agency_site=agency.sites.get(), address="/", words=words, reply_to="ida@example.org"
    )


@pytest.mark.parametrize("role", ["health_viewer", "health_editor", "health_admin", "both_editor"])
def test_an_agency_reads_and_settles_its_own_alone(
    role: str, health: Agency, transport: Agency, request: pytest.FixtureRequest
) -> None:
    mine, theirs = report(health, "Amber is broken"), report(transport, f"{CANARY} is broken")
    client = signed_in(request.getfixturevalue(role))

    for path in (LIST, f"{LIST}results/?q=broken"):
        listed = client.get(path).content.decode()
        assert "Amber" in listed
        assert CANARY not in listed
    for action in ("edit", "history"):
        assert client.get(f"{LIST}{action}/{theirs.pk}/").status_code == 404
    assert client.post(f"{LIST}edit/{theirs.pk}/", {"status": "settled", "note": ""}).status_code == 404
    settled = client.post(f"{LIST}edit/{mine.pk}/", {"status": "settled", "note": "Mended."})
    mine.refresh_from_db()
    assert (mine.status == "settled") is (role != "health_viewer")
    assert settled.status_code == (403 if role == "health_viewer" else 302)
    theirs.refresh_from_db()
    assert theirs.status == "new"


def test_admins_alone_delete(health: Agency, transport: Agency, health_admin: User, health_editor: User) -> None:
    mine, theirs = report(health, "Amber"), report(transport, CANARY)

    assert signed_in(health_admin).post(f"{LIST}delete/{theirs.pk}/").status_code == 404
    signed_in(health_editor).post(f"{LIST}delete/{mine.pk}/")
    assert ProblemReport._base_manager.filter(pk=mine.pk).exists()
    signed_in(health_admin).post(f"{LIST}delete/{mine.pk}/")
    assert [row.pk for row in ProblemReport._base_manager.all()] == [theirs.pk]
