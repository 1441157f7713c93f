"""What Health and Transport own, each word of Transport's marked."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from govcms.identity.models import User
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.conftest import home_of
from tests.factories import DocumentFactory, ImageFactory, StandardPageFactory

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
