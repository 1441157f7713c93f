"""The record of another agency does not exist for anybody but its own members."""

import pytest
from django.utils import timezone

from govcms.record.models import PublicationEvent, PublishedText
from tenants.errors import NoTenantScope
from tests.isolation.conftest import CANARY, Holdings, signed_in

RECORD = "/admin/reports/publication-record/"


@pytest.mark.parametrize("role", ["health_viewer", "health_editor", "health_admin", "both_editor"])
def test_members_read_their_own_agencys_record_alone(role: str, own: Holdings, foreign: Holdings, request):
    client = signed_in(request.getfixturevalue(role))
    now = f"{timezone.now():%Y-%m-%d} 23:59"

    mine = client.get(RECORD, {"address": "http://health.gov.test/amber-live/", "at": now}).content.decode()
    theirs = client.get(RECORD, {"address": "http://transport.gov.test/x/", "at": now}).content.decode()
    canary = client.get(RECORD, {"address": f"http://transport.gov.test/{CANARY.lower()}-live/", "at": now})

    assert "Amber live" in mine
    assert "is not on one of your sites" in theirs
    assert f"{CANARY} live" not in canary.content.decode()


def test_a_site_of_others_and_no_site_at_all_read_alike(own: Holdings, foreign: Holdings, health_editor):
    client = signed_in(health_editor)
    answers = [
        client.get(RECORD, {"address": f"http://{host}/", "at": "2026-01-01 12:00"}).content.decode().replace(host, "")
        for host in ("transport.gov.test", "nobody.gov.test")
    ]

    assert all("is not on one of your sites" in answer for answer in answers)


def test_the_form_asks_for_what_it_needs(health_viewer):
    client = signed_in(health_viewer)

    assert client.get(RECORD).status_code == 200
    answer = client.get(RECORD, {"address": "", "at": "never"})
    assert answer.status_code == 200
    assert "Publication record" in client.get("/admin/").content.decode()
    assert "whole address" in client.get(RECORD, {"address": "///", "at": "2026-01-01 12:00"}).content.decode()


def test_rows_need_a_scope(own: Holdings):
    for model in (PublicationEvent, PublishedText):
        with pytest.raises(NoTenantScope):
            list(model.objects.all())
