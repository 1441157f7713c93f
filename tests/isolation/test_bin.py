"""Another agency's bin does not exist."""

import pytest

from govcms.pages.bin.actions import move_to_bin
from govcms.pages.bin.models import BinnedPage
from govcms.pages.models import Page
from tenants.errors import NoTenantScope
from tenants.scope import tenant_scope
from tests.isolation.conftest import CANARY, Holdings, signed_in


def put_away(holdings: Holdings) -> BinnedPage:
    """Its live page, in its bin."""
    with tenant_scope(holdings.agency):
        row = move_to_bin(page=holdings.live_page)
    assert row is not None
    return row


@pytest.mark.parametrize("role", ["health_editor", "health_publisher", "health_admin", "both_editor"])
def test_the_bin_shows_and_takes_the_agencys_own_alone(role: str, own, foreign, request):
    mine, theirs = put_away(own), put_away(foreign)
    client = signed_in(request.getfixturevalue(role))

    listed = client.get("/admin/bin/").content.decode()
    assert "Amber live" in listed
    assert CANARY not in listed
    for action in ("restore", "delete"):
        assert client.get(f"/admin/bin/{theirs.pk}/{action}/").status_code == 404
        assert client.post(f"/admin/bin/{theirs.pk}/{action}/", {"parent": own.home.pk}).status_code == 404
    assert client.get(f"/admin/bin/{mine.pk}/restore/").status_code == 200
    assert BinnedPage._base_manager.filter(pk=theirs.pk).exists()


def test_a_page_goes_back_into_its_own_agency_alone(own, foreign, health_admin):
    mine = put_away(own)
    client = signed_in(health_admin)

    answer = client.post(f"/admin/bin/{mine.pk}/restore/", {"parent": foreign.home.pk})

    assert answer.status_code == 200
    assert CANARY not in answer.content.decode()
    assert Page.objects.get(pk=own.live_page.pk).agency == own.agency
    assert BinnedPage._base_manager.filter(pk=mine.pk).exists()


def test_rows_need_a_scope(own):
    put_away(own)

    with pytest.raises(NoTenantScope):
        list(BinnedPage.objects.all())
