"""The cache is killed."""

from typing import Any

import pytest

from govcms.identity.attempts import LIMITS, Kind
from tests.faults.conftest import LIMITED, eventually, parts_down, publish
from tests.faults.content import PASSWORD, PUBLISHER
from tests.faults.services import Services
from tests.faults.visitor import Visitor
from tests.journeys.installation import Installation

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("faults")]


def test_people_go_on_without_the_cache(
    running: Installation, services: Services, citizen: Visitor, publisher: Visitor, made: dict[str, Any]
) -> None:
    with services.without("cache"):
        assert parts_down(citizen) == ("degraded", {"cache"})
        assert citizen.get("/clinics/").status == 200
        found = citizen.get("/search/?q=clinics")
        assert (found.status, LIMITED in found.text) == (200, False)
        # Who was signed in still is, and others can sign in: sessions lie in the database.
        slug = publish(publisher, made, "Mumps without a cache")
        assert citizen.get(f"/{slug}/").status == 200
        again = Visitor(running, host="parks.admin")
        assert again.sign_in(PUBLISHER, PASSWORD).status == 302
        assert again.get("/admin/").status == 200

    eventually(lambda: parts_down(citizen) == ("ok", set()), within_s=10)


def test_who_guesses_passwords_is_stopped_without_the_cache_too(running: Installation, services: Services) -> None:
    guesser = Visitor(running, host="admin")
    free = LIMITS[Kind.ACCOUNT].free

    with services.without("cache"):
        answers = [guesser.sign_in("nobody@parks.example", "correct horse") for _guess in range(free + 1)]

    assert ["There were too many attempts" in answer.text for answer in answers] == [False] * free + [True]
