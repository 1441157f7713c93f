"""Files in an S3 store, with what serving them needs beside Django's storage interface."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from http import HTTPStatus
from os import SEEK_CUR, SEEK_END, SEEK_SET
from typing import Any
from urllib.parse import urljoin

from boto3.exceptions import S3UploadFailedError
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from govcms.media.errors import FileStoreAway


class FileStore(S3Storage):
    """A part of a bucket that nobody reads without us: objects are private, whatever lies in them."""

    def _open(self, name: str, mode: str = "rb") -> Any:
        with _store_errors():
            return super()._open(name, mode)

    def _save(self, name: str, content: Any) -> str:
        with _store_errors():
            kept: str = super()._save(name, content)
            return kept

    def delete(self, name: str) -> None:
        """Remove an object; one that is not there is removed already."""
        with _store_errors():
            super().delete(name)

    def exists(self, name: str) -> bool:
        """Whether there is such an object."""
        with _store_errors():
            return bool(super().exists(name))

    def stream(self, name: str) -> StreamedObject:
        """An object, read over the network as it is asked for. Raises FileNotFoundError and FileStoreAway."""
        return StreamedObject(self.bucket.Object(self._normalize_name(name)))

    def signed_url(self, name: str, *, content_type: str, disposition: str) -> str:
        """An address at which the store itself sends an object, to whoever has it, for a minute."""
        parameters = {
            "ResponseContentType": content_type,
            "ResponseContentDisposition": disposition,
            "ResponseCacheControl": "private, no-store",
        }
        url: str = self.url(name, parameters=parameters)
        return url


class PublicFileStore(FileStore):
    """What we send to everybody: its addresses are ours, on the host of the page that shows it."""

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """The address on whichever host asks."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name))


class StreamedObject:
    """An object as a file to read; after a seek the store sends what lies from there on."""

    def __init__(self, remote: Any) -> None:
        self._remote = remote
        self._position = 0
        self._body: Any = None
        # A wrong name is noticed before an answer has begun.
        _ = self.size

    @cached_property
    def size(self) -> int:
        """How many bytes it has."""
        with _store_errors():
            return int(self._remote.content_length)

    def seek(self, position: int, whence: int = SEEK_SET) -> int:
        """Go on reading from there, counted from the beginning, from here, or from the end as ``whence`` says."""
        start = {SEEK_SET: 0, SEEK_CUR: self._position, SEEK_END: self.size}[whence]
        self.close()
        self._position = start + position
        return self._position

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._position

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes; none at the end."""
        if self._position >= self.size:
            return b""
        if self._body is None:
            with _store_errors():
                self._body = self._remote.get(Range=f"bytes={self._position}-")["Body"]
        read: bytes = self._body.read(size if size >= 0 else None)
        self._position += len(read)
        return read

    def close(self) -> None:
        """Let go of the connection."""
        if self._body is not None:
            self._body.close()
            self._body = None


@contextmanager
def _store_errors() -> Iterator[None]:
    """The store's answer that it has no such object, and everything else that it says or keeps silent about."""
    try:
        yield
    except ClientError as error:
        if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == HTTPStatus.NOT_FOUND:
            raise FileNotFoundError(str(error)) from error
        raise FileStoreAway(str(error)) from error
    except (BotoCoreError, S3UploadFailedError) as error:
        raise FileStoreAway(str(error)) from error
