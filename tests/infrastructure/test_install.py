"""The script behind ``make setup``: what it says when a step fails, and when it skips one."""

import re
from pathlib import Path

import pytest

from infrastructure import install
from tests.source_files import BASE_DIR, name_of, project_files

LOG = Path("/tmp/setup.log")  # noqa: S108  only named, never written


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "the disk is full"),
        ("django.db.utils.OperationalError: database or disk is full", "the disk is full"),
        ("NewConnectionError: [Errno -3] Temporary failure in name resolution", "a package registry cannot be reached"),
        ("npm error code ENOTFOUND\nnpm error network", "a package registry cannot be reached"),
        ("PORT must be a whole number from 1 to 65535, not 'x'.", "PORT must be a whole number"),
        (
            'Traceback\nOperationalError: connection to server at "db", port 5432 failed: FATAL:  password'
            ' authentication failed for user "gov"\n',
            "the database that DATABASE_URL names cannot be used: password authentication failed for user",
        ),
        ("one\ntwo", "building CSS failed. The whole output is in /tmp/setup.log; its end:\none\ntwo"),
    ],
)
def test_the_reason_of_a_failure_is_told(output: str, sentence: str) -> None:
    assert install.reason_for("Building CSS", output, LOG).startswith(sentence)


def test_an_old_interpreter_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "OLDEST_PYTHON", (4, 0))

    with pytest.raises(install.SetupFailed, match=re.escape("Python 4.0 or newer is needed and this is 3.")):
        install.check_python()


def test_a_step_is_skipped_while_its_sources_are_the_same(tmp_path: Path) -> None:
    stamp = tmp_path / "made" / ".stamp"
    lock = BASE_DIR / "requirements.lock"

    assert not install.Stamp(stamp, install.digest([lock])).is_current()
    install.Stamp(stamp, install.digest([lock])).set()

    assert install.Stamp(stamp, install.digest([lock])).is_current()
    assert not install.Stamp(stamp, install.digest([lock], salt="another Python")).is_current()


@pytest.mark.parametrize("node", [None, "/nowhere/node", "/bin/true"])
def test_a_missing_or_broken_node_is_not_used(node: str | None) -> None:
    assert not install.node_is_new_enough(node)


@pytest.mark.parametrize("lock", project_files(".lock"), ids=name_of)
def test_a_lock_file_has_hashes_and_names_no_registry(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")

    assert "://" not in text
    assert text.count("==") <= text.count("--hash=sha256:")
