"""Who publishes for an agency speaks above its own pages, and nobody else's."""

import pytest

from govcms.content.models import SiteAlert
from govcms.identity.models import User
from tenants.models import Agency
from tests.content.test_alerts import ADD, form, now_shown, seen
from tests.isolation.conftest import CANARY, Holdings, signed_in


@pytest.mark.parametrize(
    ("who", "status"),
    [("health_editor", 403), ("health_viewer", 403), ("health_publisher", 302), ("health_admin", 302)],
)
def test_publishers_and_admins_may(request: pytest.FixtureRequest, own: Holdings, who: str, status: int) -> None:
    client = signed_in(request.getfixturevalue(who))

    assert client.post(ADD, form(own.agency)).status_code == status
    assert SiteAlert._base_manager.filter(agency=own.agency).exists() is (status == 302)


def test_another_agencys_alert_is_not_there(own: Holdings, foreign: Holdings, health_admin: User) -> None:
    mine, theirs = now_shown(own.agency, "Amber"), now_shown(foreign.agency, f"{CANARY} storm")
    client = signed_in(health_admin)

    for name in ("edit", "delete", "history"):
        assert client.get(f"/admin/alerts/{name}/{mine.pk}/").status_code == 200
        assert client.get(f"/admin/alerts/{name}/{theirs.pk}/").status_code == 404
        assert client.post(f"/admin/alerts/{name}/{theirs.pk}/").status_code == 404
    html = client.get("/admin/alerts/").content.decode()
    assert "Amber" in html
    assert CANARY.lower() not in html.lower()
    assert CANARY.lower() not in seen().lower()


def test_no_alert_lies_on_anothers_site_or_on_all(own: Holdings, foreign: Holdings, health_admin: User) -> None:
    now_shown(foreign.agency, f"{CANARY} storm")
    client = signed_in(health_admin)

    answer = client.post(ADD, form(own.agency, agency_site=str(foreign.agency.sites.get().pk)))
    assert answer.status_code == 200
    assert CANARY.lower() not in answer.content.decode().lower()

    assert client.post(ADD, form(own.agency, on_all_sites="on")).status_code == 302
    assert not SiteAlert._base_manager.filter(on_all_sites=True).exists()
    assert SiteAlert._base_manager.filter(agency=own.agency).count() == 1


def test_the_platform_alone_is_offered_all_sites(platform: Agency, platform_admin: User, health_admin: User) -> None:
    assert 'name="on_all_sites"' not in signed_in(health_admin).get(ADD).content.decode()

    client = signed_in(platform_admin, "platform.admin.gov.test")
    assert 'name="on_all_sites"' in client.get(ADD).content.decode()
    assert client.post(ADD, form(platform, on_all_sites="on")).status_code == 302
    assert SiteAlert._base_manager.get().on_all_sites
