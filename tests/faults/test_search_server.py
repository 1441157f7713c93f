"""Elasticsearch is killed while people publish, read and search."""

from typing import Any

import pytest

from tests.faults.conftest import LIMITED, eventually, found_titles, parts_down, publish
from tests.faults.services import Services
from tests.faults.visitor import Visitor
from tests.journeys.installation import Installation

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("faults")]

# What a search may take before titles are searched instead, and what the page around it may take here.
_BUDGET_S = 0.8
_PAGE_S = 0.7


def test_people_go_on_without_the_search_server(
    running: Installation, services: Services, citizen: Visitor, publisher: Visitor, made: dict[str, Any]
) -> None:
    publish(publisher, made, "Measles before the fault")
    eventually(lambda: found_titles(citizen, "measles") == ["Measles before the fault"], within_s=10)

    with services.without("elasticsearch"):
        first = citizen.get("/search/?q=measles")
        assert LIMITED in first.text
        assert first.duration_s < _BUDGET_S + _PAGE_S
        slug = publish(publisher, made, "Measles during the fault")
        assert citizen.get(f"/{slug}/").status == 200
        assert found_titles(citizen, "measles") == ["Measles before the fault", "Measles during the fault"]
        assert citizen.get("/clinics/").status == 200
        assert parts_down(citizen) == ("degraded", {"search index"})

    # What stands in no title is found by the server alone.
    eventually(lambda: len(found_titles(citizen, "measles+sixty")) == 3, within_s=20)
    assert LIMITED not in citizen.get("/search/?q=measles").text
    assert parts_down(citizen) == ("ok", set())
    assert running.manage("check_search", "--report-only").startswith("No difference")
