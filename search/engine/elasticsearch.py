"""The engine of several machines: an index on an Elasticsearch cluster, behind an alias."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import scan, streaming_bulk

from search.analysis import base_language
from search.engine.base import NOTHING, Document, EngineUnavailable
from search.engine.elasticsearch_mapping import FORM, index_body, index_document
from search.engine.elasticsearch_query import Learned, facet_counts, request_body
from search.engine.words import parse_text
from search.query import SearchQuery
from search.results import Hit, SearchResults
from search.versions import version_now
from tenants.locks import try_lock

# A few entries are written while an editor waits for her page to be published; many are the worker's.
_FEW = 50
_FEW_BUDGET_S = 1.0
_MANY_BUDGET_S = 60.0
_MANAGE_BUDGET_S = 10.0
# Pages in a language that had none until now are found in it this much later at most.
_LANGUAGES_HOLD_S = 30.0
_CONFLICT = 409
_NOT_FOUND = 404


_Ask = Callable[[dict[str, Any]], dict[str, Any]]


class ElasticsearchEngine:
    """The implementation of ``SearchEngine`` on a cluster.

    ``name`` is the alias that is asked; the index behind it has a name of its own, so that a new one takes its place
    at once. The alias ``<name>-unfinished`` stands for an index on its way there.
    """

    def __init__(self, client: Elasticsearch, name: str, *, shards: int = 1, replicas: int = -1) -> None:
        self._client = client
        self._name = name
        self._shards = shards
        self._replicas = replicas
        self._languages: tuple[float, tuple[str, ...]] = (0.0, ())

    @contextmanager
    def try_lock(self) -> Iterator[bool]:
        """Hold the writer's lock, which the machines share through the database."""
        with try_lock(f"search.{self._name}") as is_ours:
            yield is_ours

    def is_ready(self) -> bool:
        """Whether the alias leads to an index of this form."""
        client = self._client.options(request_timeout=_FEW_BUDGET_S)
        return any(index.startswith(f"{self._name}-form{FORM}-") for index in _behind(client, self._name))

    def versions(self) -> Iterator[tuple[UUID, int]]:
        """What the index in use holds."""
        yield from _versions(self._client, self._name)

    def apply(self, *, documents: Iterable[Document], deleted: Mapping[UUID, int] = NOTHING) -> None:
        """Write in one go; what the index has in a newer version already stays."""
        self._languages = (0.0, ())
        _write(self._client, self._name, documents, deleted, refresh=True)

    def build(self) -> ElasticsearchBuild:
        """The unfinished index of this form, or a new one."""
        unfinished = f"{self._name}-unfinished"
        client = self._client.options(request_timeout=_MANAGE_BUDGET_S)
        with _engine_errors():
            found = _behind(client, unfinished)
            usable = [index for index in found if index.startswith(f"{self._name}-form{FORM}-")]
            for index in set(found) - set(usable[:1]):
                client.indices.delete(index=index, ignore_unavailable=True)
            if not usable:
                index = f"{self._name}-form{FORM}-{version_now()}"
                body = index_body(shards=self._shards, replicas=self._replicas)
                client.indices.create(index=index, **body, aliases={unfinished: {}})
                usable = [index]
        return ElasticsearchBuild(client, usable[0], alias=self._name, unfinished=unfinished)

    def search(self, query: SearchQuery) -> SearchResults:
        """Ask; where a word is in no document, ask again with the nearest one that is; all within the one budget."""
        ask = self._asking()
        learned = Learned(self._present_languages(ask))
        parsed = parse_text(query.text, language=query.language, vocabulary=learned)
        if not (parsed.words or parsed.stop_words_only):
            return SearchResults()
        answer = ask(request_body(parsed, query, suggest=True))
        if learned.learn(answer.get("suggest", {}), parsed, partial(_unknown_words, ask)):
            parsed = parse_text(query.text, language=query.language, vocabulary=learned)
            answer = ask(request_body(parsed, query))
        hits = answer["hits"]
        return SearchResults(
            hits=tuple(Hit(uid=UUID(hit["_id"]), score=float(hit["_score"])) for hit in hits["hits"]),
            total=hits["total"]["value"],
            facets=facet_counts(answer),
            terms=parsed.terms,
            corrections=parsed.corrections,
        )

    def _asking(self) -> _Ask:
        """What sends requests of one search, until its time is over."""
        end = time.monotonic() + settings.SEARCH_BUDGET_S

        def ask(body: dict[str, Any]) -> dict[str, Any]:
            left_s = end - time.monotonic()
            if left_s <= 0:
                raise EngineUnavailable(f"The search took longer than {settings.SEARCH_BUDGET_S} s.")
            with _engine_errors():
                # Rarity counts over all parts of the index, not in each by itself.
                client = self._client.options(request_timeout=left_s)
                return client.search(index=self._name, **body, search_type="dfs_query_then_fetch").body

        return ask

    def _present_languages(self, ask: _Ask) -> tuple[str, ...]:
        """The languages that pages are written in, the most frequent first."""
        asked_at, languages = self._languages
        if not languages or asked_at + _LANGUAGES_HOLD_S < time.monotonic():
            aggs = {"codes": {"terms": {"field": "language", "size": 100}}}
            buckets = ask({"size": 0, "aggs": aggs})["aggregations"]["codes"]["buckets"]
            languages = tuple(dict.fromkeys(base_language(bucket["key"]) for bucket in buckets))
            self._languages = (time.monotonic(), languages)
        return languages


def _unknown_words(ask: _Ask, forms: dict[str, dict[str, Any]]) -> set[str]:
    """Those of these words, each with the query for its forms, that no document has."""
    aggs = {str(number): {"filter": query} for number, query in enumerate(forms.values())}
    counts = ask({"size": 0, "aggs": aggs})["aggregations"]
    return {word for number, word in enumerate(forms) if not counts[str(number)]["doc_count"]}


class ElasticsearchBuild:
    """An index that no alias leads searches to yet."""

    def __init__(self, client: Elasticsearch, index: str, *, alias: str, unfinished: str) -> None:
        self._client = client
        self._index = index
        self._alias = alias
        self._unfinished = unfinished

    def versions(self) -> Iterator[tuple[UUID, int]]:
        """What an earlier process has written."""
        with _engine_errors():
            self._client.indices.refresh(index=self._index)
        yield from _versions(self._client, self._index)

    def apply(self, *, documents: Iterable[Document], deleted: Mapping[UUID, int] = NOTHING) -> None:
        """Write; nobody waits for it to be found."""
        _write(self._client, self._index, documents, deleted, refresh=False)

    def finish(self) -> None:
        """Move the alias, and remove what came before the index in use until now."""
        with _engine_errors():
            indices = self._client.indices
            indices.refresh(index=self._index)
            previous = _behind(self._client, self._alias)
            # By the names that we give, not by alias: an index that was put aside has none, and a name that begins as
            # ours does is another installation's.
            ours = list(indices.get(index=f"{self._alias}-form*").body)
            indices.update_aliases(
                actions=[
                    *({"remove": {"index": name, "alias": self._alias}} for name in previous),
                    {"remove": {"index": self._index, "alias": self._unfinished}},
                    {"add": {"index": self._index, "alias": self._alias}},
                ]
            )
            for name in ours:
                if name not in {self._index, *previous}:
                    indices.delete(index=name, ignore_unavailable=True)


def _behind(client: Elasticsearch, alias: str) -> list[str]:
    """The indices that an alias stands for, the newest first."""
    with _engine_errors():
        try:
            return sorted(client.indices.get_alias(name=alias).body, reverse=True)
        except NotFoundError:
            return []


def _write(
    client: Elasticsearch, index: str, documents: Iterable[Document], deleted: Mapping[UUID, int], *, refresh: bool
) -> None:
    """Send entries with their versions: the server leaves what it has in a newer one."""
    actions: list[dict[str, Any]] = [
        {"_op_type": "delete", "_id": str(uid), "version": version, "version_type": "external_gte"}
        for uid, version in deleted.items()
    ]
    actions += [
        {
            "_op_type": "index",
            "_id": str(document.uid),
            "version": document.version,
            "version_type": "external_gte",
            "_source": index_document(document),
        }
        for document in documents
    ]
    budget = _FEW_BUDGET_S if len(actions) <= _FEW else _MANY_BUDGET_S
    with _engine_errors():
        sent = streaming_bulk(
            client.options(request_timeout=budget), actions, index=index, refresh=refresh, raise_on_error=False
        )
        refused = [answer for _ok, entry in sent for answer in entry.values() if _is_refusal(answer)]
    if refused:
        raise EngineUnavailable(f"{len(refused)} entries were refused: {refused[0].get('error')}")


def _is_refusal(answer: dict[str, Any]) -> bool:
    """Whether an entry was not taken, for another reason than that it is newer already, or gone."""
    return answer["status"] >= 400 and answer["status"] not in {_CONFLICT, _NOT_FOUND}


def _versions(client: Elasticsearch, index: str) -> Iterator[tuple[UUID, int]]:
    with _engine_errors():
        client = client.options(request_timeout=_MANY_BUDGET_S)
        for hit in scan(client, index=index, version=True, query={"query": {"match_all": {}}}, size=5_000):
            yield UUID(hit["_id"]), int(hit["_version"])


@contextmanager
def _engine_errors() -> Iterator[None]:
    """What the server refuses, and its silence, become EngineUnavailable."""
    try:
        yield
    except (ApiError, TransportError) as error:
        raise EngineUnavailable(str(error)) from error
