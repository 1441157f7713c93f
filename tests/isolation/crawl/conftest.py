"""Three agencies for the crawls.

The crawls that read run in one test process and those that write in another (``xdist_group``): what all of them need
is made once in each.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from tests.isolation.canaries import LUMARANT, PAVOLUNE, TESSARIK, Planted, plant
from tests.isolation.canaries.bands import begin_ids_at
from tests.isolation.crawl.atlas import AFTER_ALL, Atlas


@pytest.fixture(scope="package")
def planted(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Planted]]:
    """Three agencies with everything marked, planted once for all crawls: it takes longer than some of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield [plant(marks) for marks in (LUMARANT, TESSARIK, PAVOLUNE)]
        transaction.set_rollback(True)


@pytest.fixture
def atlases(planted: list[Planted]) -> Iterator[list[Atlas]]:
    """Their ids; what a test writes is taken back after it, and what it remembers on them forgotten."""
    mine, tessarik, pavolune = deepcopy(planted)
    with transaction.atomic():
        # What a crawl itself leaves behind and sends is nobody's.
        begin_ids_at(AFTER_ALL)
        mail.outbox.clear()
        yield [Atlas(mine), Atlas(tessarik, most=12), Atlas(pavolune, most=2)]
        transaction.set_rollback(True)


@pytest.fixture
def mine(atlases: list[Atlas]) -> Atlas:
    """The agency of those who crawl."""
    return atlases[0]


@pytest.fixture
def theirs(atlases: list[Atlas]) -> list[Atlas]:
    """Two agencies that are none of their business: one a dozen rows of each table, and two of the other."""
    return atlases[1:]
