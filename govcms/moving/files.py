"""Carries files from disk to the store: each under the name it has, read again and compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from botocore.exceptions import BotoCoreError
from django.apps import apps
from django.core.files import File
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext as _

from govcms.media.errors import FileStoreAway
from govcms.media.file_store import FileStore
from govcms.moving.progress import Progress
from govcms.moving.source import FILE_FOLDERS, Installation
from tenants.errors import UserError

# A small file waits for the network alone; several wait side by side.
_AT_ONCE = 8
_BATCH = 500
_PART_BYTES = 1024 * 1024


@dataclass(slots=True)
class CarriedFiles:
    """What the store has, and what is not in it."""

    files: int = 0
    size_bytes: int = 0
    # How many of them were there already.
    found: int = 0
    # Sentences, one for each file that the store lacks.
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Outcome:
    size_bytes: int = 0
    was_there: bool = False
    problem: str = ""


def carry_files(old: Installation, *, progress: Progress) -> CarriedFiles:
    """Put every file of the old installation into the store, and compare; what is there and equal is left alone.

    A file that cannot be read, and one that the old database names and nobody has, is told of at the end. Raises
    UserError where the store cannot be used.
    """
    listed = {name: sorted(_files_below(old.folder / folder)) for name, folder in FILE_FOLDERS.items()}
    carried = CarriedFiles()
    try:
        for name, paths in listed.items():
            store = storages[name]
            if not isinstance(store, FileStore):
                raise UserError(_("S3_BUCKET names no file store."))
            # A bucket that is not there would look like files that are not.
            store.check()
            _carry(store, old.folder / FILE_FOLDERS[name], paths, carried, progress)
    except (FileStoreAway, BotoCoreError) as error:
        raise UserError(_("The file store cannot be used: %(reason)s.") % {"reason": str(error).rstrip(".")}) from error
    on_disk = {path for paths in listed.values() for path in paths}
    missing = sorted(_named_files(old) - on_disk)
    carried.problems += [_("%(name)s is named in the database and is not on disk") % {"name": name} for name in missing]
    return carried


def _files_below(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


def _named_files(old: Installation) -> set[str]:
    with old.database() as source:
        return {
            name
            for model in apps.get_models()
            for field_ in model._meta.local_concrete_fields
            if isinstance(field_, models.FileField) and source.columns(model._meta.db_table)
            for name in source.file_names(model._meta.db_table, str(field_.column))
        }


def _carry(store: FileStore, folder: Path, names: Sequence[str], carried: CarriedFiles, progress: Progress) -> None:
    def carry_one(name: str) -> _Outcome:
        return _carry_one(store, folder, name)

    with progress(folder.name, unit="file", total=len(names)) as bar, ThreadPoolExecutor(_AT_ONCE) as workers:
        # A part at a time: all at once would keep the whole list waiting, also after an error.
        for start in range(0, len(names), _BATCH):
            for outcome in workers.map(carry_one, names[start : start + _BATCH]):
                bar.update(1)
                if outcome.problem:
                    carried.problems.append(outcome.problem)
                    continue
                carried.files += 1
                carried.size_bytes += outcome.size_bytes
                carried.found += outcome.was_there


def _carry_one(store: FileStore, folder: Path, name: str) -> _Outcome:
    path = folder / name
    try:
        digest, size_bytes = _digest_of(path)
        if _holds(store, name, digest, size_bytes):
            return _Outcome(size_bytes, was_there=True)
        # What broke off, or another file: the store would give ours a name beside it.
        store.delete(name)
        with path.open("rb") as file:
            store.save(name, File(file))
        if _holds(store, name, digest, size_bytes):
            return _Outcome(size_bytes)
        return _Outcome(problem=_("%(name)s is not in the store what it was on disk") % {"name": name})
    except FileStoreAway:
        raise
    except OSError as error:
        return _Outcome(problem=_("%(name)s cannot be read: %(reason)s") % {"name": name, "reason": error.strerror})


def _digest_of(path: Path) -> tuple[bytes, int]:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest(), file.tell()


def _holds(store: FileStore, name: str, digest: bytes, size_bytes: int) -> bool:
    """Whether the store has this content under this name: it is read again, whatever the store says of it."""
    try:
        stored = store.stream(name)
    except FileNotFoundError:
        return False
    if stored.size != size_bytes:
        return False
    found = hashlib.sha256()
    with closing(stored):
        while part := stored.read(_PART_BYTES):
            found.update(part)
    return found.digest() == digest
