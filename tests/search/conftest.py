"""An index of each test's own, and short ways to write pages and to look for them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from govcms.pages.models import Page
from search.engine import Document, get_engine
from search.engine.tantivy import TantivyEngine
from search.finding import find
from search.outbox import catch_up
from search.query import SearchQuery


@pytest.fixture
def index(tmp_path: Path, settings: Any) -> TantivyEngine:
    """The engine of this test, with an empty index."""
    settings.DATA_DIR = tmp_path
    engine = get_engine()
    assert isinstance(engine, TantivyEngine)
    with engine.try_lock():
        engine.rebuild([])
    return engine


@pytest.fixture
def found(index: TantivyEngine, db: None) -> Callable[..., list[str]]:
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

    def __init__(self, engine: TantivyEngine) -> None:
        self.engine = engine
        self._titles: dict[UUID, str] = {}

    def put(self, *documents: Document, deleted: tuple[UUID, ...] = ()) -> None:
        """Index documents under the lock."""
        self._titles.update({each.uid: each.title for each in documents})
        with self.engine.try_lock() as is_ours:
            assert is_ours
            self.engine.apply(documents=documents, deleted=deleted)

    def find(self, text: str, **asked: Any) -> list[str]:
        """The titles of the hits, best first."""
        results = self.engine.search(SearchQuery(text, **asked))
        return [self._titles[hit.uid] for hit in results.hits]


@pytest.fixture
def shelf(index: TantivyEngine) -> Shelf:
    """An empty shelf."""
    return Shelf(index)


def publish(page: Page) -> None:
    """Publish the present content of a page as an editor does."""
    page.save_revision().publish()
