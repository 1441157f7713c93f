"""Files in a real S3 store, which is killed and comes back."""

import signal
import urllib.error
import urllib.request
from collections.abc import Iterator
from os import SEEK_CUR, SEEK_END
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.http import FileResponse
from django.utils.module_loading import import_string

from govcms.media.errors import FileStoreAway
from govcms.media.file_store import FileStore
from govcms.settings import servers
from infrastructure.services.seaweedfs import SeaweedFS
from tests.servers import running

pytestmark = [pytest.mark.seaweedfs, pytest.mark.xdist_group("file store")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeaweedFS]:
    """A store of this file's own."""
    with running(SeaweedFS, tmp_path_factory.mktemp("store")) as server:
        yield server


@pytest.fixture
def store(server: SeaweedFS) -> FileStore:
    """The part for private files, as the settings make it."""
    configured = servers.stores(embedded=Path("/nowhere"), media_url="/media/")["default"]
    store: FileStore = import_string(configured["BACKEND"])(**configured["OPTIONS"])
    return store


def test_a_file_is_streamed_whole_and_in_parts(store: FileStore) -> None:
    name = store.save("a/letter.txt", ContentFile(b"0123456789"))
    streamed = store.stream(name)

    assert streamed.read(4) == b"0123"
    assert streamed.seek(2, SEEK_CUR) == 6
    assert streamed.read() == b"6789"
    assert streamed.seek(-3, SEEK_END) == 7
    assert streamed.read(2) == b"78"
    assert streamed.seek(0) == 0
    assert streamed.read() == b"0123456789"


def test_an_answer_with_a_streamed_file_says_how_long_it_is(store: FileStore) -> None:
    name = store.save("b/letter.txt", ContentFile(b"0123456789"))

    response = FileResponse(store.stream(name))  # type: ignore[arg-type]

    assert response.headers["Content-Length"] == "10"
    assert b"".join(response.streaming_content) == b"0123456789"  # type: ignore[arg-type]


def test_nobody_reads_a_file_but_by_the_address_that_is_signed(store: FileStore) -> None:
    name = store.save("c/letter.txt", ContentFile(b"secret"))
    address = store.signed_url(name, content_type="text/plain", disposition="attachment")

    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  our own server
        assert answer.read() == b"secret"
        assert answer.headers["Content-Disposition"] == "attachment"
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(address.partition("?")[0], timeout=10)  # noqa: S310


def test_a_bucket_that_does_not_exist_keeps_nothing(store: FileStore) -> None:
    store.check()
    store.bucket_name = "nobodys"

    with pytest.raises(FileStoreAway, match="no bucket nobodys"):
        store.check()


def test_what_is_not_there_is_told_from_a_store_that_is_away(server: SeaweedFS, store: FileStore) -> None:
    name = store.save("d/letter.txt", ContentFile(b"kept"))
    with pytest.raises(FileNotFoundError):
        store.stream("d/nothing.txt")
    assert (store.listdir("d"), store.listdir("nothing")) == (([], ["letter.txt"]), ([], []))

    server.process.tell(signal.SIGKILL)
    assert server.process._has_ended(10)
    for ask in (store.stream, store.listdir):
        with pytest.raises(FileStoreAway):
            ask(name)

    server.start()
    server.wait()
    assert store.stream(name).read() == b"kept"
