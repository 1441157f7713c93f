"""PostgreSQL is killed and started again under a running web server and worker."""

from typing import Any

import pytest

from tests.faults.conftest import eventually, found_titles, mails_to, parts_down, publish
from tests.faults.content import FORGETFUL
from tests.faults.services import Services
from tests.faults.visitor import Visitor
from tests.journeys.installation import Installation

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("faults")]


def test_web_server_and_worker_connect_again_by_themselves(
    running: Installation, services: Services, citizen: Visitor, publisher: Visitor, made: dict[str, Any]
) -> None:
    publish(publisher, made, "Rubella before the fault")
    mails = mails_to(running, FORGETFUL)

    with services.without("postgresql"):
        answers = [
            citizen.get("/clinics/"),
            citizen.get("/search/?q=rubella"),
            publisher.get("/admin/"),
            publisher.post(f"/admin/pages/{made['page']}/edit/", {"title": "Rubella"}),
            publisher.get("/admin/login/", host="admin"),
        ]
        assert [answer.status for answer in answers] == [503] * 5
        assert all("This site is not available at the moment" in answer.text for answer in answers)
        status, down = parts_down(citizen)
        assert (status, "database" in down) == ("down", True)

    eventually(lambda: parts_down(citizen) == ("ok", set()), within_s=10)
    assert citizen.get("/clinics/").status == 200
    slug = publish(publisher, made, "Rubella after the fault")
    assert citizen.get(f"/{slug}/").status == 200
    eventually(lambda: len(found_titles(citizen, "rubella")) == 2, within_s=10)
    visitor = Visitor(running, host="admin")
    visitor.get("/password/")
    assert visitor.post("/password/", {"email": FORGETFUL}).status == 302
    eventually(lambda: mails_to(running, FORGETFUL) == mails + 1, within_s=20)
