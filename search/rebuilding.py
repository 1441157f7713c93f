"""The index made anew from the corpus, and compared with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import UUID

from search.corpus import documents
from search.engine import IndexBuild, SearchEngine
from search.models import Entry, OutboxRow
from search.versions import version_now

# How many entries are in memory, and sent to the engine, at once.
BATCH_SIZE = 500

T = TypeVar("T")


class Bar(Protocol):
    """What shows progress, as tqdm does."""

    total: float | None

    def update(self, n: float | None = 1) -> bool | None:
        """So many more are done."""
        ...


@dataclass(frozen=True, slots=True)
class Differences:
    """Entries that the index lacks, holds in an old version, or holds, in the version given, though they are gone."""

    missing: tuple[UUID, ...]
    outdated: tuple[UUID, ...]
    gone: Mapping[UUID, int]

    def __len__(self) -> int:
        return len(self.missing) + len(self.outdated) + len(self.gone)


def differences(index: SearchEngine | IndexBuild) -> Differences:
    """Compare an index with the corpus, entry by entry."""
    held = dict(index.versions())
    missing, outdated = [], []
    for uid, version in Entry.objects.values_list("uid", "version").order_by("pk").iterator():
        held_version = held.pop(uid, None)
        if held_version is None:
            missing.append(uid)
        elif held_version != version:
            outdated.append(uid)
    return Differences(tuple(missing), tuple(outdated), held)


def repair(index: SearchEngine | IndexBuild, found: Differences, *, bar: Bar | None = None) -> None:
    """Make an index what the corpus is, a batch at a time. Call it under the engine's lock."""
    if bar is not None:
        bar.total = len(found)
    for deleted in _batches(tuple(found.gone)):
        index.apply(documents=(), deleted={uid: found.gone[uid] for uid in deleted})
        if bar is not None:
            bar.update(len(deleted))
    for uids in _batches((*found.missing, *found.outdated)):
        index.apply(documents=documents(Entry.objects.filter(uid__in=uids)))
        if bar is not None:
            bar.update(len(uids))


def mend(engine: SearchEngine, found: Differences, *, bar: Bar | None = None) -> Differences:
    """Repair the index in use; returns what still differs. Call it under the engine's lock.

    An engine that remembers versions refuses entries that it had in newer ones, as after the database was restored from
    a backup: those get a new version.
    """
    repair(engine, found, bar=bar)
    refused = differences(engine)
    for uids in _batches((*refused.missing, *refused.outdated)):
        Entry.objects.filter(uid__in=uids).update(version=version_now())
    if refused:
        repair(engine, differences(engine))
    return differences(engine) if refused else refused


def rebuild(engine: SearchEngine, *, bar: Bar | None = None) -> int:
    """Build a new index, going on where an earlier process stopped; returns how many entries were written.

    Search goes on in the old index meanwhile. Call it under the engine's lock.
    """
    told = list(OutboxRow.objects.values_list("pk", flat=True))
    build = engine.build()
    found = differences(build)
    repair(build, found, bar=bar)
    build.finish()
    forget(told)
    return len(found)


def forget(row_ids: Sequence[int]) -> None:
    """Delete just these rows of the outbox: others may have been committed with lower keys in the meantime."""
    for batch in _batches(row_ids):
        OutboxRow.objects.filter(pk__in=batch).delete()


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), BATCH_SIZE):
        yield items[start : start + BATCH_SIZE]
