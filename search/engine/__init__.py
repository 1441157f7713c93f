"""The search engine in use."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engine.base import Document, EngineUnavailable, SearchEngine
from search.engine.tantivy import TantivyEngine

__all__ = ["Document", "EngineUnavailable", "SearchEngine", "get_engine"]


def get_engine() -> SearchEngine:
    """The engine of this installation: embedded, in a folder of the data directory."""
    return _embedded_engine(Path(settings.DATA_DIR) / "search")


@lru_cache(maxsize=8)
def _embedded_engine(folder: Path) -> TantivyEngine:
    return TantivyEngine(folder)
