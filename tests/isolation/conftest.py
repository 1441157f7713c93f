"""What Health and Transport own, each word of Transport's marked."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from govcms.identity.models import User
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.conftest import home_of
from tests.factories import DocumentFactory, ImageFactory, StandardPageFactory
from tests.isolation.canaries import LUMARANT, PAVOLUNE, TESSARIK, Planted, plant
from tests.isolation.canaries.bands import begin_ids_at
from tests.isolation.crawl.atlas import AFTER_ALL, Atlas

CANARY = "Zugvogel"


@dataclass
class Holdings:
    """One of each kind of object an agency owns."""

    agency: Agency
    home: Any
    live_page: Any
    draft_page: Any
    image: Any
    document: Any
    collection: Any


def holdings_of(agency: Agency, word: str) -> Holdings:
    """Make them, with ``word`` in every name."""
    home = home_of(agency)
    with tenant_scope(agency):
        return Holdings(
            agency=agency,
            home=home,
            live_page=StandardPageFactory(parent=home, title=f"{word} live", slug=f"{word.lower()}-live"),
            draft_page=StandardPageFactory(
                parent=home, title=f"{word} draft", slug=f"{word.lower()}-draft", live=False
            ),
            image=ImageFactory(agency=agency, title=f"{word} picture"),
            document=DocumentFactory(agency=agency, title=f"{word} document"),
            collection=agency.root_collection.add_child(name=f"{word} collection"),
        )


@pytest.fixture
def own(health: Agency) -> Holdings:
    """Health's."""
    return holdings_of(health, "Amber")


@pytest.fixture
def foreign(transport: Agency) -> Holdings:
    """Transport's, which nobody of Health may see."""
    return holdings_of(transport, CANARY)


def signed_in(user: User, host: str = "health.admin.gov.test") -> Client:
    """A browser of this person at an admin host."""
    client = Client(headers={"host": host})
    client.force_login(user)
    return client


@pytest.fixture(scope="module")
def planted(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Planted]]:
    """Three agencies with everything marked, planted once for the tests of a file: it takes longer than some."""
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
