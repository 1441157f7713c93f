"""Every file that the platform keeps, private or public, on disk or in the file store."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Protocol

import boto3
from django.conf import settings
from django.core.files.storage import storages


class Shelf(Protocol):
    """Files by their names, and ways to put them back behind everybody's back."""

    def digests(self) -> dict[str, str]:
        """What there is, with a digest of each file's content."""
        ...

    def read(self, name: str) -> bytes:
        """The content of a file."""
        ...

    def put(self, name: str, content: bytes) -> None:
        """Make a file what it was."""
        ...

    def remove(self, name: str) -> None:
        """Take a file away."""
        ...


def shelf() -> Shelf:
    """The one that this test run uses."""
    return Folders() if settings.S3 is None else Bucket()


class Folders:
    """Files on disk, named by their paths."""

    def digests(self) -> dict[str, str]:
        """Reads them all: they are few and small."""
        folders = {Path(storages[alias].location) for alias in ("default", "public")}
        paths = (path for folder in folders for path in folder.rglob("*") if path.is_file())
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}

    def read(self, name: str) -> bytes:
        """From the path."""
        return Path(name).read_bytes()

    def put(self, name: str, content: bytes) -> None:
        """With the folders above it."""
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content)

    def remove(self, name: str) -> None:
        """The folders stay."""
        Path(name).unlink()


class Bucket:
    """Objects in the bucket of this test process, named by their keys."""

    def __init__(self) -> None:
        assert settings.S3 is not None
        store = boto3.Session().resource("s3", endpoint_url=settings.S3["endpoint_url"])
        self._bucket: Any = store.Bucket(settings.S3["bucket_name"])

    def digests(self) -> dict[str, str]:
        """Asks the store once."""
        return {stored.key: stored.e_tag for stored in self._bucket.objects.all()}

    def read(self, name: str) -> bytes:
        """From the store."""
        content: bytes = self._bucket.Object(name).get()["Body"].read()
        return content

    def put(self, name: str, content: bytes) -> None:
        """To the store."""
        self._bucket.Object(name).put(Body=content)

    def remove(self, name: str) -> None:
        """From the store."""
        self._bucket.Object(name).delete()
