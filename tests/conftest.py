"""Fixtures of all tests: two agencies with live sites, and people who work in one, the other or both."""

import gc
from collections.abc import Iterator

import pytest
from django.core.cache import cache

from govcms.content.bodies import forget_bodies
from govcms.identity.models import User
from govcms.pages.models import Page
from infrastructure.catalogues import compile_all
from tenants.addresses import address_map
from tenants.models import PLATFORM_KEY, Agency, Role
from tests.factories import AgencyFactory, MemberFactory, launched
from tests.replay import replay

pytest_plugins = ["tests.database", "tests.left_out", "tests.parts"]


# What changed since the last set-up; nothing where nothing did.
compile_all()

# A tenth of the time of all tests went into looking for garbage among what stays.
gc.set_threshold(100_000, 50, 100)


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of garbage collection."""
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process has a crawl left while the others are done."""
    items.sort(key=lambda item: item.get_closest_marker("crawl") is None)


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Forget what a process remembers of the database: each test's is rolled back behind its back."""
    address_map.forget()
    cache.clear()
    forget_bodies()
    for made in (AgencyFactory, MemberFactory):
        made.reset_sequence()
    replay.begin()
    yield
    address_map.forget()


@pytest.fixture
def health(db: None) -> Agency:
    """The Ministry of Health with a live, empty site at health.gov.test."""
    agency = AgencyFactory(key="health", name="Ministry of Health")
    launched(agency)
    return agency


@pytest.fixture
def transport(db: None) -> Agency:
    """The Transport Agency with a live, empty site at transport.gov.test."""
    agency = AgencyFactory(key="transport", name="Transport Agency")
    launched(agency)
    return agency


@pytest.fixture
def platform(db: None) -> Agency:
    """The platform's own agency with the portal at gov.test."""
    agency = AgencyFactory(key=PLATFORM_KEY)
    launched(agency)
    return agency


def home_of(agency: Agency) -> Page:
    """The home page of the agency's site."""
    home: Page = agency.sites.get().site.root_page.specific
    return home


@pytest.fixture
def health_home(health: Agency) -> Page:
    """The home page of health.gov.test."""
    return home_of(health)


@pytest.fixture
def transport_home(transport: Agency) -> Page:
    """The home page of transport.gov.test."""
    return home_of(transport)


@pytest.fixture
def health_editor(health: Agency) -> User:
    """Writes for Health."""
    return MemberFactory(email="editor@health.example", agencies=[health], role=Role.EDITOR)


@pytest.fixture
def health_publisher(health: Agency) -> User:
    """Writes and publishes for Health."""
    return MemberFactory(email="publisher@health.example", agencies=[health], role=Role.PUBLISHER)


@pytest.fixture
def health_admin(health: Agency) -> User:
    """Runs Health's sites."""
    return MemberFactory(email="admin@health.example", agencies=[health], role=Role.AGENCY_ADMIN)


@pytest.fixture
def health_viewer(health: Agency) -> User:
    """Looks at Health's drafts."""
    return MemberFactory(email="viewer@health.example", agencies=[health], role=Role.VIEWER)


@pytest.fixture
def transport_editor(transport: Agency) -> User:
    """Writes for Transport."""
    return MemberFactory(email="editor@transport.example", agencies=[transport], role=Role.EDITOR)


@pytest.fixture
def both_editor(health: Agency, transport: Agency) -> User:
    """Writes for Health and for Transport."""
    return MemberFactory(email="both@gov.example", agencies=[health, transport], role=Role.EDITOR)


@pytest.fixture
def platform_admin(platform: Agency) -> User:
    """Runs the platform's own site."""
    return MemberFactory(email="admin@platform.example", agencies=[platform], role=Role.AGENCY_ADMIN)
