"""The search engine in use."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from search.engine.base import Document, EngineUnavailable, IndexBuild, SearchEngine
from search.engine.tantivy import TantivyEngine

ENGINES = ("tantivy", "elasticsearch")

__all__ = ["ENGINES", "Document", "EngineUnavailable", "IndexBuild", "SearchEngine", "get_engine"]


def get_engine(name: str = "") -> SearchEngine:
    """The engine of this installation: the server that SEARCH_URL names, or the one embedded in the data directory.

    ``name`` asks for one of ENGINES instead. Raises EngineUnavailable where no server is named.
    """
    name = name or ("tantivy" if settings.ELASTICSEARCH is None else "elasticsearch")
    if name == "tantivy":
        return _embedded_engine(Path(settings.DATA_DIR) / "search")
    if settings.ELASTICSEARCH is None:
        raise EngineUnavailable("SEARCH_URL names no server.")
    return _engine_on_server(settings.SEARCH_INDEX)


@lru_cache(maxsize=8)
def _embedded_engine(folder: Path) -> TantivyEngine:
    return TantivyEngine(folder)


@lru_cache(maxsize=8)
def _engine_on_server(index: str) -> SearchEngine:
    # Its client takes a second to import, and most installations have no such server.
    from elasticsearch import Elasticsearch

    from search.engine.elasticsearch import ElasticsearchEngine

    server: dict[str, Any] = settings.ELASTICSEARCH or {}
    # One try: who waits for an answer is better served by the titles in the database, and the worker tries again.
    client = Elasticsearch(**server, max_retries=0)
    return ElasticsearchEngine(client, index, shards=settings.SEARCH_SHARDS, replicas=settings.SEARCH_REPLICAS)
