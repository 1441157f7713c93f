"""One installation on the real servers for all these tests: web server and worker, two agencies, a few pages.

It stands in every order: each test begins and ends with every server up, and uses names of its own.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg2
import pytest
from django.utils.html import strip_tags
from elasticsearch import Elasticsearch

from tests.database import migrated_database
from tests.faults.content import PASSWORD, PUBLISHER
from tests.faults.services import Services, find_services
from tests.faults.visitor import Answer, Visitor
from tests.journeys.installation import Installation, running_installation
from tests.search.conftest import kept_indices

# What a page of results says where the search server does not answer.
LIMITED = "Only the titles of pages were searched."
_POLL_S = 0.1
_FILL = "from tests.faults.content import make; make()"


@pytest.fixture(scope="session")
def services() -> Services:
    """The real servers."""
    found = find_services()
    assert found is not None
    return found


@pytest.fixture(scope="session")
def running(
    services: Services,
    django_test_environment: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Installation]:
    """The installation, with a database and an index of its own."""
    folder = tmp_path_factory.mktemp("faults")
    index = f"faults-{uuid4().hex}"
    with migrated_database(folder, django_db_blocker) as database:
        servers = {**services.variables(), "DATABASE_URL": database.url, "SEARCH_INDEX": index}
        with running_installation(folder, database.url, servers=servers, fill=_FILL) as running:
            # The worker makes the index.
            eventually(lambda: parts_down(Visitor(running, host="parks")) == ("ok", set()), within_s=60)
            yield running
    for name in kept_indices({"hosts": [servers["SEARCH_URL"]]}, folder, index):
        Elasticsearch(servers["SEARCH_URL"]).indices.delete(index=name)


@pytest.fixture
def made(running: Installation) -> dict[str, Any]:
    """The ids of what Parks has."""
    found: dict[str, Any] = json.loads((running.data_dir / "made.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def citizen(running: Installation) -> Visitor:
    """Reads Parks' site."""
    return Visitor(running, host="parks")


@pytest.fixture
def publisher(running: Installation) -> Visitor:
    """Publishes for Parks; she is signed in."""
    publisher = Visitor(running, host="parks.admin")
    assert publisher.sign_in(PUBLISHER, PASSWORD).status == 302
    return publisher


def parts_down(visitor: Visitor) -> tuple[str, set[str]]:
    """How the installation says it is, and which of its parts it names as down."""
    told = json.loads(visitor.get("/health/ready").text)
    return told["status"], {part for part, state in told["parts"].items() if state != "ok"}


@contextmanager
def database_of(running: Installation) -> Iterator[Any]:
    """A connection to the database of the installation; what is written there is committed at the end."""
    connection = psycopg2.connect(running.variables["DATABASE_URL"])
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def mails_to(running: Installation, email: str) -> int:
    """How many mails the installation has sent to somebody."""
    mails = [file.read_text(encoding="utf-8") for file in (running.data_dir / "mail").glob("*.log")]
    return sum(mail.count(f"\nTo: {email}\n") for mail in mails)


def eventually(is_so: Callable[[], bool], *, within_s: float) -> None:
    """Wait until it is so."""
    deadline = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < deadline, f"it was not so within {within_s} s"
        time.sleep(_POLL_S)


def publish(publisher: Visitor, made: dict[str, Any], title: str, **more: Any) -> str:
    """Write and publish a page below Parks' home as the editor's form does; gives its slug."""
    slug = title.lower().replace(" ", "-")
    form = {
        "title": title,
        "slug": slug,
        "summary": "Where to go.",
        "body-count": "0",
        "change_type": "minor",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
        **more,
    }
    answer = publisher.post(f"/admin/pages/add/content/standardpage/{made['home']}/", form)
    assert answer.status == 302, complaints(answer)
    return slug


def complaints(answer: Answer) -> list[str]:
    """What a form of the admin says to its errors."""
    return [
        strip_tags(said).strip() for said in re.findall(r'<p class="error-message">.*?</p>', answer.text, re.DOTALL)
    ]


def found_titles(citizen: Visitor, words: str) -> list[str]:
    """What a search of the site lists, in order."""
    answer = citizen.get(f"/search/?q={words}")
    assert answer.status == 200
    return [strip_tags(title).strip() for title in re.findall(r"<h2 class=.search-result__title.*?</h2>", answer.text)]
