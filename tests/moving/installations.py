"""Installations that a test moves: each is a folder and an environment, worked on by processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.source_files import BASE_DIR


@dataclass(frozen=True)
class Installation:
    """A DATA_DIR, and the servers that are named beside it."""

    data_dir: Path
    servers: Mapping[str, str] = field(default_factory=dict)

    def start(self, *words: str, settings: str = "production") -> subprocess.Popen[str]:
        """Start Python in this installation."""
        own = {
            "DJANGO_SETTINGS_MODULE": f"govcms.settings.{settings}",
            "DATA_DIR": str(self.data_dir),
            "BASE_HOST": "gov.test",
            "LOG_LEVEL": "error",
        }
        none = dict.fromkeys(
            ("DATABASE_URL", "S3_BUCKET", "S3_ENDPOINT_URL", "SEARCH_URL", "CACHE_URL", "SECRET_KEY"), ""
        )
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=BASE_DIR,
            env={**os.environ, **none, **own, **self.servers},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str, settings: str = "production") -> str:
        """What a process says that has to end well."""
        process = self.start(*words, settings=settings)
        said, complained = process.communicate()
        assert process.returncode == 0, f"{' '.join(words)}\n{said}{complained}"
        return said

    def manage(self, *words: str) -> str:
        """What a management command says."""
        return self.run("manage.py", *words)

    def answers(self, *parts: str) -> dict[str, Any]:
        """What it says to everybody, and what its tables hold."""
        # These need no static files with names of their own.
        said = self.run("-m", "tests.moving.answers", *parts, settings="dev")
        found: dict[str, Any] = json.loads(said[said.index("ANSWERS ") + len("ANSWERS ") :].splitlines()[0])
        return found
