"""What a document says of itself: asked of a process that is ended when it takes too long."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from tempfile import NamedTemporaryFile
from typing import Any
from unicodedata import category

from django.conf import settings

from govcms.media.models import AgencyDocument, Finding

logger = logging.getLogger(__name__)

# What else may be uploaded says nothing of itself.
KINDS_READ = {"pdf", "docx", "xlsx", "pptx", "odt", "ods"}
# A person waits.
AT_ONCE_BYTES = 10 * 1024 * 1024
AT_ONCE_S = 5
LATER_S = 120
# A file may say any number; a database stores none above this.
_MOST_PAGES = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read out of a file."""

    pages: int | None = None
    title: str = ""
    language: str = ""
    findings: tuple[Finding, ...] = ()


def read_facts(file: Any, name: str, *, within_s: float) -> Facts | None:
    """What a file says of itself; None where that could not be found out in time."""
    kind = PurePosixPath(name).suffix.lower().lstrip(".")
    if kind not in KINDS_READ:
        return Facts()
    with _on_disk(file) as path:
        command = [sys.executable, "-m", "govcms.media.reading.worker", kind, path]
        try:
            # The kind is one of ours and the path is made here.
            run = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, timeout=within_s, check=False)
        except subprocess.TimeoutExpired:
            return None
    if run.returncode:
        logger.info("document cannot be read", extra={"kind": kind, "said": run.stderr.decode(errors="replace")[-200:]})
        return Facts(findings=(Finding.UNREADABLE,))
    said = json.loads(run.stdout)
    return Facts(
        pages=said.get("pages"),
        title=said.get("title", "")[:255],
        language=said.get("language", ""),
        findings=tuple(Finding(code) for code in said["findings"]),
    )


def note_facts(document: AgencyDocument, facts: Facts, *, file_hash: str) -> None:
    """Say of a document what was read out of the file with this checksum, empty for nothing; the caller saves it."""
    document.page_count = facts.pages if facts.pages is None or 0 <= facts.pages <= _MOST_PAGES else None
    document.inner_title = _storable(facts.title)
    document.language = facts.language
    document.findings = facts.findings
    document.read_hash = file_hash
    document.read_asked_at = None


def _storable(words: str) -> str:
    """Words without control characters and halves of characters, which databases refuse."""
    return "".join(" " if category(each) in {"Cc", "Cs"} else each for each in words).strip()


FACTS_FIELDS = ["page_count", "inner_title", "language", "finding_codes", "read_hash", "read_asked_at"]


@contextmanager
def _on_disk(file: Any) -> Iterator[str]:
    """A file under a path that another process can read."""
    if hasattr(file, "temporary_file_path"):
        yield file.temporary_file_path()
        return
    with NamedTemporaryFile() as copied:
        file.seek(0)
        shutil.copyfileobj(file, copied)
        copied.flush()
        file.seek(0)
        yield copied.name
