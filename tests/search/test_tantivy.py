"""The embedded engine: what it survives, and what other processes see of it."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from search.engine.base import EngineUnavailable
from search.engine.tantivy import TantivyEngine
from search.query import SearchQuery
from tests.search.conftest import Shelf, document
from tests.source_files import BASE_DIR


@pytest.fixture
def tantivy_shelf(tmp_path: Path) -> Shelf:
    """An empty shelf in the embedded engine."""
    engine = TantivyEngine(tmp_path / "search")
    with engine.try_lock():
        engine.build().finish()
    return Shelf(engine)


def test_another_process_sees_what_was_committed(tantivy_shelf: Shelf, tmp_path: Path) -> None:
    other = TantivyEngine(tmp_path / "search")
    assert other.search(SearchQuery("tax")).total == 0

    tantivy_shelf.put(document("Tax"))
    assert other.search(SearchQuery("tax")).total == 1
    with tantivy_shelf.engine.try_lock():
        build = tantivy_shelf.engine.build()
        build.apply(documents=[document("Tax"), document("Tax too")])
        build.finish()

    assert other.search(SearchQuery("tax")).total == 2
    # The one in use, and the one before it.
    assert len(list((tmp_path / "search").glob("form*"))) == 2


def test_one_writes_at_a_time(tantivy_shelf: Shelf, tmp_path: Path) -> None:
    other = TantivyEngine(tmp_path / "search")

    with tantivy_shelf.engine.try_lock() as first, other.try_lock() as second:
        assert (first, second) == (True, False)
    with other.try_lock() as third:
        assert third


def _damage(folder: Path) -> None:
    for file in folder.glob("form*/meta.json"):
        file.write_bytes(b"{")


def _remove_pointer(folder: Path) -> None:
    (folder / "current").unlink()


def _age(folder: Path) -> None:
    for index in folder.glob("form*"):
        index.rename(folder / "form0-old")
    (folder / "current").write_text("form0-old")


@pytest.mark.parametrize("spoil", [_damage, _remove_pointer, _age])
def test_a_spoilt_index_says_so_and_is_rebuilt(tantivy_shelf: Shelf, tmp_path: Path, spoil: object) -> None:
    tantivy_shelf.put(document("Tax"))
    spoil(tmp_path / "search")  # type: ignore[operator]
    fresh = TantivyEngine(tmp_path / "search")

    assert not fresh.is_ready()
    with pytest.raises(EngineUnavailable):
        fresh.search(SearchQuery("tax"))
    with fresh.try_lock():
        build = fresh.build()
        build.apply(documents=[document("Tax")])
        build.finish()

    assert fresh.search(SearchQuery("tax")).total == 1


_WRITER = """
import sys
from pathlib import Path
from uuid import uuid4
from search.engine.base import Document
from search.engine.tantivy import TantivyEngine

engine = TantivyEngine(Path(sys.argv[1]))
number = 0
while True:
    with engine.try_lock() as is_ours:
        if is_ours:
            made = Document(uuid4(), 1, "health", "page", (), "en", f"Tax {number}", "", "word " * 5_000, "/")
            engine.apply(documents=[made])
            number += 1
            print(number, flush=True)
"""


def test_a_writer_killed_at_work_leaves_an_index_that_answers_and_can_be_written(
    tantivy_shelf: Shelf, tmp_path: Path
) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(tmp_path / "search")],
        stdout=subprocess.PIPE,
        cwd=BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "govcms.settings.test"},
    )
    assert writer.stdout is not None
    committed = max(int(writer.stdout.readline()) for _ in range(3))
    writer.send_signal(signal.SIGKILL)
    committed = max([committed, *map(int, writer.stdout.read().split())])
    writer.wait()

    fresh = TantivyEngine(tmp_path / "search")
    assert fresh.search(SearchQuery("tax")).total >= committed
    with fresh.try_lock() as is_ours:
        assert is_ours
        fresh.apply(documents=[document("Fish", uid=UUID(int=1))])

    assert fresh.search(SearchQuery("fish")).total == 1
