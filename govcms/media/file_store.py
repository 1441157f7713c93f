"""Files in an S3 store, with what serving them needs beside Django's storage interface."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from http import HTTPStatus
from os import SEEK_CUR, SEEK_END, SEEK_SET
from typing import Any
from urllib.parse import urljoin

from boto3.exceptions import S3UploadFailedError
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from govcms.media.errors import FileStoreAway

# A person waits for a file; by itself the library would go on trying for minutes.
_CONNECTED_WITHIN_S = 2
_ANSWERS_WITHIN_S = 10
_TRIES = 2
_LONGEST_NAME_BYTES = 1024
# A list of pictures asks many times; only the first question in this time waits for a store that is away.
LEAVE_ALONE_S = 1.0


class FileStore(S3Storage):
    """A part of a bucket that nobody reads without us: objects are private, whatever lies in them."""

    client_config: Config

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.client_config = self.client_config.merge(
            Config(
                connect_timeout=_CONNECTED_WITHIN_S,
                read_timeout=_ANSWERS_WITHIN_S,
                retries={"mode": "standard", "total_max_attempts": _TRIES},
            )
        )
        self._away_until = 0.0

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """The store's answer that it has no such object, and everything else that it says or keeps silent about."""
        if time.monotonic() < self._away_until:
            raise FileStoreAway("It did not answer a moment ago.")
        try:
            yield
        except ClientError as error:
            if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == HTTPStatus.NOT_FOUND:
                raise FileNotFoundError(str(error)) from error
            raise FileStoreAway(str(error)) from error
        except S3UploadFailedError as error:
            raise FileStoreAway(str(error)) from error
        except BotoCoreError as error:
            self._away_until = time.monotonic() + LEAVE_ALONE_S
            raise FileStoreAway(str(error)) from error

    def check(self) -> None:
        """Raise FileStoreAway where the store would keep nothing."""
        try:
            with self._asking():
                self.connection.meta.client.head_bucket(Bucket=self.bucket_name)
        except FileNotFoundError as error:
            raise FileStoreAway(f"There is no bucket {self.bucket_name}.") from error

    def _open(self, name: str, mode: str = "rb") -> Any:
        with self._asking():
            return super()._open(name, mode)

    def _save(self, name: str, content: Any) -> str:
        with self._asking():
            kept: str = super()._save(name, content)
            return kept

    def delete(self, name: str) -> None:
        """Remove an object; one that is not there is removed already."""
        with self._asking():
            super().delete(name)

    def exists(self, name: str) -> bool:
        """Whether there is such an object."""
        with self._asking():
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        """How many bytes an object has."""
        with self._asking():
            return int(super().size(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """The names of the folders and of the objects in a folder."""
        with self._asking():
            folders, objects = super().listdir(name)
            return folders, objects

    def stream(self, name: str) -> StreamedObject:
        """An object, read over the network as it is asked for. Raises FileNotFoundError and FileStoreAway."""
        if not name.isprintable() or len(name.encode()) > _LONGEST_NAME_BYTES:
            # No object of ours is called so, and the store takes the question for a bad request.
            raise FileNotFoundError(name)
        return StreamedObject(self.bucket.Object(self._normalize_name(name)), self._asking)

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

    def __init__(self, remote: Any, asking: Callable[[], AbstractContextManager[None]]) -> None:
        self._remote = remote
        self._asking = asking
        self._position = 0
        self._body: Any = None
        # A wrong name is noticed before an answer has begun.
        _ = self.size

    @cached_property
    def size(self) -> int:
        """How many bytes it has."""
        with self._asking():
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
            with self._asking():
                self._body = self._remote.get(Range=f"bytes={self._position}-")["Body"]
        read: bytes = self._body.read(size if size >= 0 else None)
        self._position += len(read)
        return read

    def close(self) -> None:
        """Let go of the connection."""
        if self._body is not None:
            self._body.close()
            self._body = None
