"""What was proven in a browser for all sites at once, as the last run left it (``make accessibility``)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "proof.json"


@dataclass(frozen=True, slots=True)
class Proof:
    """One run of axe-core over every page type, block and state in every preset."""

    tested_on: date
    axe_version: str
    # Screens that were looked at: each in a preset, a direction of writing, light or dark.
    screens: int
    # What axe-core calls rules, with its own words, that failed anywhere.
    violations: tuple[str, ...]


@cache
def last_proof() -> Proof:
    """The run that was kept last; read once in the life of a process."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    return Proof(
        tested_on=date.fromisoformat(told["tested_on"]),
        axe_version=told["axe_version"],
        screens=told["screens"],
        violations=tuple(told["violations"]),
    )
