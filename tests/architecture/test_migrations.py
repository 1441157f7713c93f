"""Migrations: named, complete, run on both databases forwards and back, and never lose data unnoticed."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

from tests.postgresql import find_programs, running_server
from tests.source_files import BASE_DIR, name_of, project_files

# What cannot be undone, or breaks the release that still runs during an upgrade.
DESTRUCTIVE = {"DeleteModel", "RemoveField", "RenameField", "RenameModel"}
# The line that says a destructive step was thought about: `# consent: the column was dropped from code in 1.4`.
CONSENT = "# consent: "

MIGRATIONS = [path for path in project_files(".py") if path.parent.name == "migrations" and path.name != "__init__.py"]


@pytest.mark.parametrize("path", MIGRATIONS, ids=name_of)
def test_migration_is_named_for_what_it_does(path: Path) -> None:
    assert "_auto_" not in path.name


@pytest.mark.parametrize("path", MIGRATIONS, ids=name_of)
def test_destructive_migration_carries_consent(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    destructive = DESTRUCTIVE & {call.attr for call in calls if isinstance(call, ast.Attribute)}

    assert not destructive or CONSENT in source, f"{sorted(destructive)} needs a line that begins with {CONSENT!r}"


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'db.sqlite3'}"
        return
    programs = find_programs()
    assert programs is not None, "PostgreSQL's programs are not here, though tests run on it"
    with running_server(programs) as address:
        yield address


def test_migrations_run_forwards_and_back(empty_database: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "govcms.settings.production",
        "DATA_DIR": str(tmp_path / "var"),
        "DATABASE_URL": empty_database,
    }
    commands = [
        ["migrate"],
        ["makemigrations", "--check", "--dry-run"],
        *(["migrate", app_label, target] for app_label, target in steps_back()),
        ["migrate"],
    ]
    # In one process: to start ten takes as long as half of what they do.
    run = (
        f"from django.core.management import call_command\n"
        f"for words in {commands}: call_command(*words, interactive=False)"
    )
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", run],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


def test_there_are_steps_back() -> None:
    assert steps_back()


@cache
def steps_back() -> list[tuple[str, str]]:
    """How to unapply, newest first, all of our migrations after each app's first that can be.

    The first ones of an app are left: unapplying them would unapply Wagtail's own.
    """
    graph = MigrationLoader(None).graph
    steps = []
    for app_label in sorted(_our_apps()):
        names = sorted(name for label, name in graph.nodes if label == app_label)
        target = _earliest_reachable(graph, app_label, names)
        if target is not None:
            steps.append((app_label, target))
    return steps


def _our_apps() -> set[str]:
    return {
        config.label
        for config in apps.get_app_configs()
        if Path(config.path).is_relative_to(BASE_DIR) and ".venv" not in config.path
    }


def _earliest_reachable(graph: object, app_label: str, names: list[str]) -> str | None:
    for target, following in pairwise(names):
        undone = [graph.nodes[node] for node in graph.backwards_plan((app_label, following))]  # type: ignore[attr-defined]
        if all(_is_ours_and_reversible(migration) for migration in undone):
            return target
    return None


def _is_ours_and_reversible(migration: Migration) -> bool:
    return migration.app_label in _our_apps() and all(operation.reversible for operation in migration.operations)
