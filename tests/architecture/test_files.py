"""The shape of the code: sizes, names, hooks."""

import ast
from pathlib import Path

from tests.source_files import BASE_DIR, name_of, project_files

MOST_LINES = 400
MOST_HOOK_LINES = 10
NO_NAMES = {"utils", "helpers", "common", "misc", "core"}


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    # Migrations are written by a program and read by one.
    sources = [
        path
        for suffix in (".py", ".html", ".scss", ".js", ".mjs")
        for path in project_files(suffix)
        if "migrations" not in path.parts
    ]
    too_long = {name_of(path): lines for path in sources if (lines := len(path.read_bytes().splitlines())) > MOST_LINES}

    assert too_long == {}


def test_no_module_is_named_for_nothing() -> None:
    unnamed = [
        name_of(path)
        for path in project_files(".py")
        if NO_NAMES & {part.removesuffix(".py") for part in path.relative_to(BASE_DIR).parts}
    ]

    assert unnamed == []


def test_hooks_only_wire() -> None:
    too_long = {
        f"{name_of(path)}: {function.name}": lines
        for path in project_files("wagtail_hooks.py")
        for function in _functions_of(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > MOST_HOOK_LINES
    }

    assert too_long == {}


def _functions_of(path: Path) -> list[ast.FunctionDef]:
    module = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in module.body if isinstance(node, ast.FunctionDef)]


def test_packages_say_what_they_are_for() -> None:
    silent = [
        name_of(path)
        for path in project_files(".py")
        if "migrations" not in path.parts and path.name != "__init__.py" and not _docstring(path)
    ]

    assert silent == []


def _docstring(path: Path) -> str | None:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
