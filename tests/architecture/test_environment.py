""".env.example and the settings name the same variables."""

import ast
import re
from pathlib import Path

from tests.source_files import BASE_DIR, project_files

READERS = {"text", "number", "choice", "folder", "host", "hosts", "database", "networks"}
# `NAME=default` in a comment: copied as it is, the file changes nothing.
LISTED = re.compile(r"^#\s?([A-Z][A-Z0-9_]*)=", re.MULTILINE)


def test_every_variable_that_is_read_is_explained_and_the_reverse() -> None:
    explained = set(LISTED.findall((BASE_DIR / ".env.example").read_text(encoding="utf-8")))

    assert explained == {name for path in project_files(".py") for name in _variables_read(path)}


def test_every_variable_has_words_before_it() -> None:
    lines = (BASE_DIR / ".env.example").read_text(encoding="utf-8").splitlines()
    unexplained = [
        line for before, line in zip(["", *lines], lines, strict=False) if LISTED.match(line) and len(before) < 20
    ]

    assert unexplained == []


def _variables_read(path: Path) -> set[str]:
    if "tests" in path.parts or path.name == "env.py":
        return set()
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return {
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "env"
        and call.func.attr in READERS
        and isinstance(call.args[0], ast.Constant)
    }
