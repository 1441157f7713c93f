"""The demo on SQLite and disk goes on on PostgreSQL and an S3 store, though the move is killed twice."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from infrastructure.services.seaweedfs import SeaweedFS
from tests.moving.conftest import run_sql, secret_key
from tests.moving.installations import Installation
from tests.servers import running

pytestmark = [pytest.mark.postgresql, pytest.mark.xdist_group("moving")]
_WITHIN_S = 60


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SeaweedFS]:
    """An empty file store."""
    with running(SeaweedFS, tmp_path / "store") as server:
        yield server


def keys_in(store: SeaweedFS) -> dict[str, int]:
    """Name and size of each object."""
    found = store.variables()
    bucket = boto3.Session().resource("s3", endpoint_url=found["S3_ENDPOINT_URL"]).Bucket(found["S3_BUCKET"])
    return {stored.key: stored.size for stored in bucket.objects.all()}


def files_of(old: Installation) -> dict[str, int]:
    """The key that each file has to have in the store, and its size."""
    stores = {"files": "private", "public": "public"}
    return {
        f"{prefix}/{path.relative_to(old.data_dir / folder).as_posix()}": path.stat().st_size
        for folder, prefix in stores.items()
        for path in (old.data_dir / folder).rglob("*")
        if path.is_file()
    }


def killed_when(process: subprocess.Popen[str], is_time: Callable[[], Any]) -> None:
    """Kill a process in the middle of its work."""
    end = time.monotonic() + _WITHIN_S
    while not is_time():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    process.communicate()


@pytest.mark.seaweedfs
def test_the_demo_goes_on_on_servers(
    demo: Installation, new_database: Callable[[], str], store: SeaweedFS, tmp_path: Path
) -> None:
    database = new_database()
    servers = {"DATABASE_URL": database, "SECRET_KEY": secret_key(demo.data_dir), **store.variables()}
    new = Installation(tmp_path / "new", servers)
    move = ["manage.py", "move_up", "--from", str(demo.data_dir)]
    demo.manage("rebuild_search")
    before = demo.answers("site", "rows")
    rules = _rules(database)

    killed_when(new.start(*move), lambda: run_sql(database, _COPYING))
    assert run_sql(database, "SELECT count(*) FROM identity_user") == [(0,)]
    assert _rules(database) == rules

    killed_when(new.start(*move), lambda: len(keys_in(store)) > 10)
    said = new.run(*move)

    assert "has this installation already" in said
    there_before = int(said.split(" of which were there before")[0].split()[-1])
    assert there_before >= 10
    assert keys_in(store) == files_of(demo)
    assert _rules(database) == rules
    (new.data_dir / "demo.json").write_bytes((demo.data_dir / "demo.json").read_bytes())
    new.manage("verify_audit")
    new.manage("rebuild_search")
    assert "No difference" in new.manage("check_search", "--report-only")
    after = new.answers("rows", "site")
    assert after["rows"] == before["rows"]
    assert after["site"] == before["site"]
    # Keys of rows that are gone are not given again.
    [(last_page,)] = run_sql(database, "SELECT last_value FROM pages_page_id_seq")
    assert last_page >= 1000
    _nobody_reads(store, sorted(files_of(demo))[0])


@pytest.mark.seaweedfs
def test_files_go_first_and_what_is_missing_is_named(demo: Installation, store: SeaweedFS, tmp_path: Path) -> None:
    new = Installation(tmp_path / "new", {"SECRET_KEY": secret_key(demo.data_dir), **store.variables()})
    (first, size), (second, _size) = list(files_of(demo).items())[:2]
    changed, gone = (demo.data_dir / name.replace("private", "files", 1) for name in (first, second))
    content = changed.read_bytes()
    move = ["manage.py", "move_up", "--from", str(demo.data_dir), "--only", "files"]

    changed.write_bytes(b"x" * size)
    new.run(*move)
    changed.write_bytes(content)
    gone.rename(gone.with_name("elsewhere"))
    process = new.start(*move)
    _said, complained = process.communicate()
    (gone.with_name("elsewhere")).rename(gone)

    assert process.returncode == 1
    assert f"{second.removeprefix('private/')} is named in the database and is not on disk" in complained
    # What was changed since is written again, and the file of the other name is new.
    assert f"{len(files_of(demo)) - 2} of which were there before. 1 file is not" in complained


def test_what_does_not_fit_leaves_the_new_database_empty(
    demo: Installation, new_database: Callable[[], str], tmp_path: Path
) -> None:
    new = Installation(
        tmp_path, {"DATABASE_URL": new_database(), "OLD_DATA_DIR": str(demo.data_dir), "SECRET_KEY": "of this test"}
    )

    new.run("-m", "tests.moving.refusals")


_COPYING = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY %'"


def _rules(database: str) -> list[tuple[Any, ...]]:
    return run_sql(database, "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1")


def _nobody_reads(store: SeaweedFS, key: str) -> None:
    found = store.variables()
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"{found['S3_ENDPOINT_URL']}/{found['S3_BUCKET']}/{key}", timeout=10)  # noqa: S310
