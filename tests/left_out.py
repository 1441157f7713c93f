"""Tests that need a program this machine lacks are left out, and the run says so at its end."""

import pytest

from infrastructure.services.cache import find_program as find_cache_program
from infrastructure.services.seaweedfs import find_program as find_store_program
from tests.chromium import find_chromium
from tests.faults.services import find_services
from tests.postgresql import find_programs

_NEEDS = {
    "browser": (find_chromium, "Chromium is not installed"),
    "postgresql": (find_programs, "PostgreSQL's programs are not installed"),
    "seaweedfs": (find_store_program, "`make services-up` has not got the S3 store"),
    "redis": (find_cache_program, "neither Valkey nor Redis is installed"),
    "faults": (find_services, "no servers were started for them, as `make test-services` does,"),
}
_LEFT_OUT = pytest.StashKey[list[str]]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take out what cannot run here."""
    reasons: list[str] = []
    for marker, (find, reason) in _NEEDS.items():
        needing = [item for item in items if item.get_closest_marker(marker)]
        if needing and find() is None:
            config.hook.pytest_deselected(items=needing)
            items[:] = [item for item in items if item not in needing]
            reasons.append(f"LEFT OUT: {len(needing)} tests marked {marker}, because {reason} here.")
    config.stash[_LEFT_OUT] = reasons
    # Processes of pytest-xdist collect for themselves; their words reach nobody but through the controller.
    output = getattr(config, "workeroutput", None)
    if output is not None:
        output["left_out"] = reasons


def pytest_testnodedown(node: object, error: object) -> None:
    """Hear from a test process what it left out."""
    config: pytest.Config = node.config  # type: ignore[attr-defined]
    reasons = getattr(node, "workeroutput", {}).get("left_out", [])
    if reasons:
        config.stash[_LEFT_OUT] = reasons


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was left out."""
    for reason in config.stash.get(_LEFT_OUT, []):
        terminalreporter.write_line(reason, red=True, bold=True)
