"""The embedded engine: a Tantivy index in a folder, written by one process at a time and read by all."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import tantivy

from search.analysis import base_language, normalise, pre_tokenize, word_analyser
from search.engine.base import NOTHING, Document, EngineUnavailable
from search.engine.ranking import (
    SUMMARY_WEIGHT,
    TITLE_WEIGHT,
    IndexVocabulary,
    build_query,
    filtered,
)
from search.engine.words import parse_text
from search.query import SearchQuery
from search.results import FacetCount, Hit, SearchResults
from tenants.locks import try_file_lock

# Raise it when the schema or the analysis changes: an index of another form is rebuilt.
_FORM = 2
_POINTER = "current"
# Before the name of an index that is being built.
_UNFINISHED = "unfinished-"
_WORDS = "words"
_WRITER_HEAP_BYTES = 32_000_000
_REBUILD_HEAP_BYTES = 128_000_000
_MAX_FACET_VALUES = 2_000
_FACETS = {"agency": "agencies", "type": "types", "topic": "topics", "language": "languages"}


@dataclass(slots=True)
class _Reader:
    """An opened index as of one commit, and what was learned from it."""

    stamp: tuple[int, ...]
    folder: Path
    index: tantivy.Index
    searcher: tantivy.Searcher
    vocabulary: IndexVocabulary


class TantivyEngine:
    """The embedded implementation of ``SearchEngine``.

    The file ``current`` names the folder of the index in use, so that a rebuilt index takes the place of the old
    one at once.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._reader: _Reader | None = None
        self._opening = threading.Lock()

    @contextmanager
    def try_lock(self) -> Iterator[bool]:
        """Hold the writer's lock of this folder."""
        with ExitStack() as stack:
            with _engine_errors():
                is_ours = stack.enter_context(try_file_lock(self._folder / "writer.lock"))
            yield is_ours

    def is_ready(self) -> bool:
        """Whether the folder in use holds an index of this form that opens."""
        try:
            self._current_reader()
        except EngineUnavailable:
            return False
        return True

    def apply(self, *, documents: Iterable[Document], deleted: Mapping[UUID, int] = NOTHING) -> None:
        """Add, replace and remove in one commit."""
        reader = self._current_reader()
        with _engine_errors():
            writer = reader.index.writer(heap_size=_WRITER_HEAP_BYTES, num_threads=1)
            _write(writer, documents, deleted)
            writer.commit()
            # Lets the merges that a commit begins come to their end; without them every commit would leave a segment.
            writer.wait_merging_threads()

    def versions(self) -> Iterator[tuple[UUID, int]]:
        """What the index in use holds."""
        with _engine_errors():
            yield from _versions(self._current_reader().searcher)

    def build(self) -> TantivyBuild:
        """The unfinished index if it opens, else a new one; what else was left unfinished is removed."""
        self._folder.mkdir(parents=True, exist_ok=True)
        kept: TantivyBuild | None = None
        for folder in sorted(self._folder.glob(f"{_UNFINISHED}*")):
            try:
                kept = kept or TantivyBuild(self._folder, folder.name)
            except EngineUnavailable:
                shutil.rmtree(folder, ignore_errors=True)
        return kept or TantivyBuild(self._folder, f"{_UNFINISHED}form{_FORM}-{uuid4().hex}")

    def search(self, query: SearchQuery) -> SearchResults:
        """Rank, count and page."""
        reader = self._current_reader()
        with _engine_errors():
            schema, searcher = reader.index.schema, reader.searcher
            parsed = parse_text(query.text, language=query.language, vocabulary=reader.vocabulary)
            words = build_query(schema, parsed)
            asked = filtered(schema, words, query)
            found = searcher.search(asked, limit=query.per_page, offset=query.offset, count=True)
            uids = [searcher.doc(address).get_first("uid") for _score, address in found.hits]
            return SearchResults(
                hits=tuple(
                    Hit(uid=UUID(uid), score=float(score))
                    for uid, (score, _address) in zip(uids, found.hits, strict=True)
                ),
                total=_count_of(found),
                facets=_facets(schema, searcher, words, query),
                terms=parsed.terms,
                corrections=parsed.corrections,
            )

    def _current_reader(self) -> _Reader:
        """The index in use as of its last commit; opened again when another process has committed."""
        with _engine_errors():
            folder = self._folder / (self._folder / _POINTER).read_text()
            if not folder.name.startswith(f"form{_FORM}-"):
                raise EngineUnavailable("The index has the form of another release.")
            meta = (folder / "meta.json").stat()
            stamp = (meta.st_ino, meta.st_mtime_ns, meta.st_size)
            reader = self._reader
            if reader is None or reader.stamp != stamp or reader.folder != folder:
                reader = self._open(folder, stamp)
            return reader

    def _open(self, folder: Path, stamp: tuple[int, ...]) -> _Reader:
        with self._opening:
            known = self._reader
            if known is not None and known.folder == folder:
                if known.stamp == stamp:
                    return known
                index = known.index
                index.reload()
            else:
                index = tantivy.Index.open(str(folder))
                index.register_tokenizer(_WORDS, word_analyser())
                index.config_reader(reload_policy="manual")
                index.reload()
            searcher = index.searcher()
            self._reader = _Reader(stamp, folder, index, searcher, IndexVocabulary(searcher))
            return self._reader


class TantivyBuild:
    """An index in a folder of its own, which gets its final name when it is finished."""

    def __init__(self, parent: Path, name: str) -> None:
        if not name.startswith(f"{_UNFINISHED}form{_FORM}-"):
            raise EngineUnavailable("The unfinished index has the form of another release.")
        self._parent = parent
        self._folder = parent / name
        with _engine_errors():
            self._folder.mkdir(exist_ok=True)
            self._index = tantivy.Index(_schema(), path=str(self._folder), reuse=True)
            self._index.register_tokenizer(_WORDS, word_analyser())
            self._writer = self._index.writer(heap_size=_REBUILD_HEAP_BYTES, num_threads=1)

    def versions(self) -> Iterator[tuple[UUID, int]]:
        """What an earlier process has written."""
        with _engine_errors():
            self._index.reload()
            yield from _versions(self._index.searcher())

    def apply(self, *, documents: Iterable[Document], deleted: Mapping[UUID, int] = NOTHING) -> None:
        """Write in one commit."""
        with _engine_errors():
            _write(self._writer, documents, deleted)
            self._writer.commit()

    def finish(self) -> None:
        """Name it, point to it, and remove what came before the one in use until now."""
        with _engine_errors():
            self._writer.wait_merging_threads()
            name = self._folder.name.removeprefix(_UNFINISHED)
            self._folder.rename(self._parent / name)
            current = self._parent / _POINTER
            previous = current.read_text() if current.exists() else ""
            pointer = self._parent / f"{_POINTER}.new"
            pointer.write_text(name)
            pointer.replace(current)
        for old in self._parent.glob("form*"):
            if old.name not in {name, previous}:
                shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _engine_errors() -> Iterator[None]:
    """Missing and damaged files become EngineUnavailable; the binding reports damage as ValueError, or as a panic."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise EngineUnavailable(str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise EngineUnavailable(str(error)) from error


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("uid", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("version", stored=True)
    # Title, summary, address and body, each as often as it counts: in sums over separate fields one title word
    # would drown all else.
    builder.add_text_field("text")
    builder.add_text_field("title")
    builder.add_text_field("exact_title", tokenizer_name="raw", index_option="basic")
    # Whole words: what spelling is compared with.
    builder.add_text_field("words", tokenizer_name=_WORDS, index_option="basic")
    for name in _FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    return builder.build()


def _write(writer: tantivy.IndexWriter, documents: Iterable[Document], deleted: Iterable[UUID]) -> None:
    for uid in deleted:
        writer.delete_documents_by_term("uid", str(uid))
    for document in documents:
        writer.delete_documents_by_term("uid", str(document.uid))
        writer.add_document(_tantivy_document(document))


def _versions(searcher: tantivy.Searcher) -> Iterator[tuple[UUID, int]]:
    if searcher.num_docs:
        for _score, address in searcher.search(tantivy.Query.all_query(), limit=searcher.num_docs).hits:
            document = searcher.doc(address)
            yield UUID(document.get_first("uid")), int(document.get_first("version") or 0)


def _tantivy_document(entry: Document) -> tantivy.Document:
    language = base_language(entry.language)
    title, summary, body = normalise(entry.title), normalise(entry.summary), normalise(entry.body)
    address = normalise(entry.path.replace("-", " "))
    made = tantivy.Document()
    made.add_text("uid", str(entry.uid))
    made.add_unsigned("version", entry.version)
    made.add_pre_tokenized_text("title", pre_tokenize(title, language))
    made.add_text("exact_title", " ".join(word_analyser().analyze(title)))
    weighted = [title] * TITLE_WEIGHT + [summary] * SUMMARY_WEIGHT
    # Terms are made here and not by the field, for each page in its own language.
    made.add_pre_tokenized_text("text", pre_tokenize("\n".join([*weighted, address, body]), language))
    made.add_text("words", f"{title} {summary} {body}")
    made.add_text("agency", entry.agency)
    made.add_text("type", entry.type)
    made.add_text("language", entry.language)
    for topic in entry.topics:
        made.add_text("topic", topic)
    return made


def _facets(
    schema: tantivy.Schema, searcher: tantivy.Searcher, words: tantivy.Query, query: SearchQuery
) -> dict[str, tuple[FacetCount, ...]]:
    """Counts of each filter's values within the other filters, so that another value can be chosen instead."""
    chosen = [name for name in query.counted if getattr(query, _FACETS[name])]
    rest = [name for name in query.counted if name not in chosen]
    counted = _aggregate(searcher, filtered(schema, words, query), rest) if rest else {}
    for name in chosen:
        counted |= _aggregate(searcher, filtered(schema, words, query, but=name), [name])
    return counted


def _aggregate(searcher: tantivy.Searcher, query: tantivy.Query, names: list[str]) -> dict[str, tuple[FacetCount, ...]]:
    asked = {name: {"terms": {"field": name, "size": _MAX_FACET_VALUES}} for name in names}
    answer = searcher.aggregate(query, asked)
    return {
        name: tuple(FacetCount(bucket["key"], int(bucket["doc_count"])) for bucket in answer[name]["buckets"])
        for name in names
    }


def _count_of(found: Any) -> int:
    return int(found.count or 0)
