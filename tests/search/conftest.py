"""An index of each test's own, and short ways to write pages and to look for them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from elasticsearch import Elasticsearch

from govcms.pages.models import Page
from search.engine import Document, SearchEngine, get_engine
from search.finding import find
from search.outbox import catch_up
from search.query import SearchQuery
from search.versions import version_now
from tests.parts import delete_indices


@pytest.fixture
def index(tmp_path: Path, settings: Any, db: None) -> Iterator[SearchEngine]:
    """The engine of this run, embedded or on a server, with an empty index of this test."""
    settings.DATA_DIR = tmp_path
    settings.SEARCH_INDEX = f"test-{uuid4().hex}"
    engine = get_engine()
    with engine.try_lock():
        engine.build().finish()
    server, name = settings.ELASTICSEARCH, settings.SEARCH_INDEX
    yield engine
    if server is not None:
        delete_indices(Elasticsearch(**server), name)


def kept_indices(server: dict[str, Any] | None, data_dir: Path, name: str) -> list[str]:
    """The indices of an installation: folders of its own, or indices on the server."""
    if server is None:
        return [folder.name for folder in (data_dir / "search").glob("*form*")]
    return list(Elasticsearch(**server).indices.get(index=f"{name}-form*").body)


@pytest.fixture
def lose_index(index: SearchEngine, tmp_path: Path, settings: Any) -> Callable[[], None]:
    """Takes the index away."""

    def lose() -> None:
        if settings.ELASTICSEARCH is None:
            shutil.rmtree(tmp_path / "search")
        else:
            delete_indices(Elasticsearch(**settings.ELASTICSEARCH), settings.SEARCH_INDEX)

    return lose


@pytest.fixture
def stop_engine(lose_index: Callable[[], None], tmp_path: Path, settings: Any) -> Callable[[], None]:
    """Takes away what the engine needs for any work: its folder, or the server at its address."""

    def stop() -> None:
        lose_index()
        if settings.ELASTICSEARCH is None:
            (tmp_path / "search").write_text("not a folder")
        else:
            # The port for discarding, where no server listens.
            settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"]}
            settings.SEARCH_INDEX += "-away"

    return stop


@pytest.fixture
def found(index: SearchEngine, db: None) -> Callable[..., list[str]]:
    """The titles found for a text, in their order, once the engine has caught up."""

    def titles(text: str, **asked: Any) -> list[str]:
        catch_up()
        return [page.entry.title for page in find(SearchQuery(text, **asked)).pages]

    return titles


def document(title: str, body: str = "", **values: Any) -> Document:
    """A document of an agency "health"."""
    defaults: dict[str, Any] = {
        "uid": uuid4(),
        "version": 1,
        "agency": "health",
        "type": "standardpage",
        "topics": (),
        "language": "en",
        "summary": "",
        "path": "/",
    }
    return Document(**{**defaults, **values, "title": title, "body": body})


class Shelf:
    """Documents in an engine, found again by their titles."""

    def __init__(self, engine: SearchEngine) -> None:
        self.engine = engine
        self._titles: dict[UUID, str] = {}

    def put(self, *documents: Document, deleted: tuple[UUID, ...] = ()) -> None:
        """Index documents under the lock."""
        self.name(*documents)
        with self.engine.try_lock() as is_ours:
            assert is_ours
            self.engine.apply(documents=documents, deleted=dict.fromkeys(deleted, version_now()))

    def name(self, *documents: Document) -> None:
        """Know these documents by their titles."""
        self._titles.update({each.uid: each.title for each in documents})

    def find(self, text: str, **asked: Any) -> list[str]:
        """The titles of the hits, best first."""
        results = self.engine.search(SearchQuery(text, **asked))
        return [self._titles[hit.uid] for hit in results.hits]


@pytest.fixture
def shelf(index: SearchEngine) -> Shelf:
    """An empty shelf."""
    return Shelf(index)


def publish(page: Page) -> None:
    """Publish the present content of a page as an editor does."""
    page.save_revision().publish()
